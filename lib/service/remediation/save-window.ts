import { recordEvent } from '../audit/record.ts';
import type { Access } from '../auth/access.ts';
import { inTransaction } from '../db/client.ts';
import { findReadScan } from '../db/judgements.ts';
import { deleteWindow, storeWindow } from '../db/maintenance-windows.ts';
import { ServiceError } from '../errors.ts';
import { keptFacts } from '../snapshot/kept-facts.ts';
import { requireTarget } from '../targets/get-target.ts';
import { isOpen, type MaintenanceWindow, nextOpening } from './maintenance-window.ts';
import type { ShownWindow } from './remediation-view.ts';
import { windowOf } from './window-of.ts';

/** Says when changes of a database may begin. Without any opening, or on a freeze day, none begins. */
export async function saveWindow(
  access: Access<'remediation:rules'>,
  targetId: string,
  window: MaintenanceWindow,
): Promise<void> {
  access.demand('remediation:rules');
  const target = await requireTarget(targetId);
  await inTransaction(async (transaction) => {
    await storeWindow(transaction, targetId, { ...window, updatedById: access.person.id });
    await recordEvent(transaction, access.actor, 'maintenance-window.save', target.name, {
      timeZone: window.timeZone,
      openings: window.openings.map(({ days, from, to }) => `${days.join('')} ${from}–${to}`),
      freezeDays: window.freezeDays,
    });
  });
}

/** Changes may begin at any time again. */
export async function removeWindow(access: Access<'remediation:rules'>, targetId: string): Promise<void> {
  access.demand('remediation:rules');
  const target = await requireTarget(targetId);
  await inTransaction(async (transaction) => {
    await deleteWindow(transaction, targetId);
    await recordEvent(transaction, access.actor, 'maintenance-window.remove', target.name);
  });
}

export function shownWindow(window: MaintenanceWindow, now: Date): ShownWindow {
  return {
    timeZone: window.timeZone,
    openings: window.openings,
    freezeDays: window.freezeDays,
    openNow: isOpen(window, now),
    nextOpening: nextOpening(window, now)?.toISOString() ?? null,
  };
}

/** A database's window, and the time zone its server says it is in, for whoever writes one. */
export async function readWindow(
  access: Access<'remediation:read'>,
  targetId: string,
): Promise<{ readonly window: ShownWindow | null; readonly serverTimeZone: string | null }> {
  access.demand('remediation:read');
  await requireTarget(targetId);
  const window = await windowOf(targetId);
  return {
    window: window === null ? null : shownWindow(window, new Date()),
    serverTimeZone: await serverTimeZone(targetId),
  };
}

async function serverTimeZone(targetId: string): Promise<string | null> {
  const scanId = await findReadScan(targetId);
  if (scanId === null) return null;
  try {
    const { settings } = (await keptFacts(scanId)).inventory.cluster;
    const row = 'rows' in settings ? settings.rows.find((one) => one.name === 'TimeZone') : undefined;
    return row?.value ?? null;
  } catch (error) {
    if (error instanceof ServiceError) return null;
    throw error;
  }
}
