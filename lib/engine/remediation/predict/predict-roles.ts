import { scramParts } from '../../connect/scram-verifier.ts';
import type { RoleRow } from '../../inventory/sections/roles.ts';
import type { Change, RoleAttributes } from '../../model/change.ts';
import { membershipsTaken } from '../inverse/memberships.ts';
import type { InventoryDraft } from './inventory-draft.ts';
import { Unpredictable } from './unpredictable.ts';

/** OID of the role `initdb` made. */
const bootstrapOid = 10;

const isoSecond = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.0+)?Z$/;

function validUntil(value: string | null): string {
  if (value === null || value === 'infinity' || value === '-infinity') return value ?? 'infinity';
  const match = isoSecond.exec(value);
  if (!match) throw new Unpredictable('when the password ends depends on the time zone of the session');
  return `${match[1]}Z`;
}

function expired(until: string | null, now: string): boolean {
  if (until === null || until === 'infinity') return false;
  return until === '-infinity' || Date.parse(until) < Date.parse(now);
}

export function withAttributes(row: RoleRow, attributes: RoleAttributes, now: string): RoleRow {
  const { validUntil: until, ...flags } = attributes;
  const next = {
    ...row,
    ...Object.fromEntries(Object.entries(flags).filter(([, one]) => one !== undefined)),
  };
  if (until === undefined) return next;
  const stored = validUntil(until);
  return { ...next, validUntil: stored, expired: expired(stored, now) };
}

export function predictAlterRole(draft: InventoryDraft, change: Extract<Change, { do: 'alter-role' }>): void {
  const section = draft.cluster('roles');
  const row = section.find((one) => one.name === change.role);
  if (!row) throw new Unpredictable('the role is not in the snapshot');
  const { superuser, inherit } = change.attributes;
  if (superuser === false && row.oid === bootstrapOid && draft.major >= 16)
    throw new Unpredictable('since 16 the server refuses to take SUPERUSER from the role initdb made');
  if (superuser !== undefined && row.name === draft.before.server.scanRole && superuser !== row.superuser)
    throw new Unpredictable('the scan role would see something else afterwards');
  section.replace(row, withAttributes(row, change.attributes, draft.before.collectedAt));
  // Before 16 every membership follows the member's attribute (sections/memberships.ts).
  if (inherit === undefined || draft.major >= 16) return;
  draft
    .cluster('memberships')
    .map((one) =>
      one.member === change.role && one.inheritOption !== inherit ? { ...one, inheritOption: inherit } : one,
    );
}

export function predictSetPassword(
  draft: InventoryDraft,
  { role, verifier }: Extract<Change, { do: 'set-password' }>,
): void {
  const section = draft.cluster('password-kinds');
  const row = section.find((one) => one.role === role);
  if (!row) throw new Unpredictable('how the password of the role is stored is not in the snapshot');
  const parts = scramParts(verifier);
  if (parts === null) throw new Unpredictable('what would be stored is no SCRAM verifier');
  section.replace(row, { role, kind: 'scram-sha-256', iterations: parts.iterations });
}

export function predictRevokeMembership(
  draft: InventoryDraft,
  change: Extract<Change, { do: 'revoke-membership' }>,
): void {
  const section = draft.cluster('memberships');
  const { option } = change;
  if (option !== undefined && option !== 'ADMIN' && draft.major < 16)
    throw new Unpredictable(`before 16 a membership has no ${option} option`);
  const { direct, dependent } = membershipsTaken(change, section.rows, draft.before.server.versionNum);
  const scanRole = draft.before.server.scanRole;
  if (draft.graph.reaches(scanRole, change.role, 'member') && change.role.startsWith('pg_'))
    if ([...direct, ...dependent].some((row) => draft.graph.reaches(scanRole, row.member, 'member')))
      throw new Unpredictable('the scan role would see less afterwards');
  const gone = option === undefined ? [...direct, ...dependent] : dependent;
  // Before 16 nothing hangs on a grant option of a membership.
  const passed = draft.major < 16 && option === 'ADMIN' ? [] : gone;
  section.remove((row) => passed.includes(row));
  if (option === undefined) return;
  const without = { ADMIN: 'adminOption', INHERIT: 'inheritOption', SET: 'setOption' } as const;
  section.map((row) => (direct.includes(row) ? { ...row, [without[option]]: false } : row));
}
