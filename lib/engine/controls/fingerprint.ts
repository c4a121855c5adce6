import { hash } from 'node:crypto';
import type { ObjectRef } from '../model/object-ref.ts';

const identifying = [
  'kind',
  'database',
  'schema',
  'relation',
  'name',
  'signature',
  'column',
  'role',
  'public',
  'rule',
] as const;

/**
 * 32 hex digits, the same for the same defect on the same object of the same cluster. Only what names the object goes in:
 * no line numbers, no evidence, no tool version. `occurrence` tells apart objects that are the same to the letter
 * (two equal lines of `pg_hba.conf`), counted from 0.
 */
export function fingerprint(
  systemIdentifier: string,
  control: string,
  object: ObjectRef,
  occurrence: number,
): string {
  const names = identifying.map((key) => object[key] ?? null);
  const identity = JSON.stringify([
    systemIdentifier,
    control,
    ...names,
    ...(occurrence > 0 ? [occurrence] : []),
  ]);
  return hash('sha256', identity, 'hex').slice(0, 32);
}
