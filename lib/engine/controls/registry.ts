import { createHash } from 'node:crypto';
import { auditControls } from './audit/audit-controls.ts';
import { authenticationControls } from './authentication/authentication-controls.ts';
import { backupControls } from './backup/backup-controls.ts';
import { columnsControls } from './columns/columns-controls.ts';
import { configurationControls } from './configuration/configuration-controls.ts';
import type { Control } from './control.ts';
import { encryptionControls } from './encryption/encryption-controls.ts';
import { grantsControls } from './grants/grants-controls.ts';
import { networkControls } from './network/network-controls.ts';
import { ownershipControls } from './ownership/ownership-controls.ts';
import { rolesControls } from './roles/roles-controls.ts';
import { routinesControls } from './routines/routines-controls.ts';
import { rowsControls } from './rows/rows-controls.ts';

const all = [
  ...auditControls,
  ...authenticationControls,
  ...backupControls,
  ...columnsControls,
  ...configurationControls,
  ...encryptionControls,
  ...grantsControls,
  ...networkControls,
  ...ownershipControls,
  ...rolesControls,
  ...routinesControls,
  ...rowsControls,
] as const;

/** Every id there is, as a type: what points at a control that does not exist does not compile. */
export type ControlId = (typeof all)[number]['id'];

/** The one registry: every control, sorted by id. */
export const registry: readonly Control[] = [...all].sort((a, b) => (a.id < b.id ? -1 : 1));

const byId = new Map(registry.map((control) => [control.id, control]));

export function controlById(id: string): Control | null {
  return byId.get(id) ?? null;
}

/** SHA-256 of everything the controls declare, hex: two scans with the same digest were judged by the same catalogue. */
export function controlsDigest(): string {
  const declared = registry.map(({ check: _, ...declaration }) => declaration);
  return createHash('sha256').update(JSON.stringify(declared)).digest('hex');
}
