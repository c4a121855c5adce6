import { hash } from 'node:crypto';
import type { ObjectRef } from '../model/object-ref.ts';

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
  const identity: (string | number | boolean | null)[] = [
    systemIdentifier,
    control,
    object.kind,
    object.database ?? null,
    object.schema ?? null,
    object.relation ?? null,
    object.name ?? null,
    object.signature ?? null,
    object.column ?? null,
    object.role ?? null,
    object.public ?? null,
    object.rule ?? null,
  ];
  if (occurrence > 0) identity.push(occurrence);
  return hash('sha256', JSON.stringify(identity), 'hex').slice(0, 32);
}
