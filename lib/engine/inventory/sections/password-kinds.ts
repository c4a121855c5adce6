import { passwordKindsFunction } from '../../connect/scan-role-grants.ts';
import { isManaged } from '../../connect/substrate.ts';
import { numberOrNull, text, word } from '../cell.ts';
import type { SectionReader } from '../section.ts';
/**
 * How each role's password is stored. The verifier itself never leaves the server: the kind is computed there, by the
 * optional function of the scan-role script or, for a superuser scan role, from `pg_authid` in the query.
 */
export interface PasswordKindRow {
  readonly role: string;
  readonly kind: 'none' | 'md5' | 'scram-sha-256' | 'other';
  /** SCRAM iteration count; null for the other kinds. */
  readonly iterations: number | null;
}

const kinds = { none: 'none', md5: 'md5', 'scram-sha-256': 'scram-sha-256', other: 'other' } as const;

export const passwordKinds: SectionReader<PasswordKindRow> = {
  closed: ({ passwordSource, scanRole, substrate }) => {
    if (passwordSource) return null;
    if (isManaged(substrate))
      return { reason: 'this managed service lets nobody read how passwords are stored', grant: null };
    return {
      reason:
        'how passwords are stored is readable only through the optional function of the scan-role script',
      grant: passwordKindsFunction(scanRole.name),
    };
  },
  sql: ({ passwordSource }) => passwordSource?.sql ?? null,
  row: ([role, kind, iterations]) => ({
    role: text(role),
    kind: word(kinds, kind),
    iterations: numberOrNull(iterations),
  }),
  key: (row) => row.role,
};
