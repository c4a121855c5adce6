import { database, type Transaction } from './client.ts';

export interface WindowRow {
  readonly timeZone: string;
  readonly openings: unknown;
  readonly freezeDays: unknown;
  readonly updatedById: string;
  readonly updatedAt: Date;
}

export function findWindow(targetId: string, within: Transaction = database()): Promise<WindowRow | null> {
  return within.maintenanceWindow.findUnique({ where: { targetId } });
}

export async function storeWindow(
  transaction: Transaction,
  targetId: string,
  window: {
    readonly timeZone: string;
    readonly openings: readonly {
      readonly days: readonly number[];
      readonly from: string;
      readonly to: string;
    }[];
    readonly freezeDays: readonly string[];
    readonly updatedById: string;
  },
): Promise<void> {
  const fields = {
    ...window,
    openings: window.openings.map((one) => ({ ...one, days: [...one.days] })),
    freezeDays: [...window.freezeDays],
  };
  await transaction.maintenanceWindow.upsert({
    where: { targetId },
    create: { targetId, ...fields },
    update: fields,
  });
}

export async function deleteWindow(transaction: Transaction, targetId: string): Promise<void> {
  await transaction.maintenanceWindow.deleteMany({ where: { targetId } });
}
