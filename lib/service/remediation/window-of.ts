import type { Transaction } from '../db/client.ts';
import { findWindow } from '../db/maintenance-windows.ts';
import { ServiceError } from '../errors.ts';
import { type MaintenanceWindow, windowSchema } from './maintenance-window.ts';

/** A target's window; null where none was set, and changes may begin at any time. Throws where it cannot be read. */
export async function windowOf(targetId: string, within?: Transaction): Promise<MaintenanceWindow | null> {
  const row = await findWindow(targetId, within);
  if (row === null) return null;
  const { timeZone, openings, freezeDays } = row;
  const read = windowSchema.safeParse({ timeZone, openings, freezeDays });
  if (read.success) return read.data;
  throw new ServiceError(
    'conflict',
    'The maintenance window of this database cannot be read. Save it again.',
  );
}
