import type { Access } from '../auth/access.ts';
import { findHeldCredential } from '../db/execution-credentials.ts';
import { findPersonNames } from '../db/people.ts';
import { postern } from './postern-registrar.ts';

/** Who changes are made as on a target, and who registered it; never the password. */
export interface HeldCredential {
  readonly role: string;
  readonly registeredBy: string;
  /** ISO 8601. */
  readonly at: string;
}

export async function readHeldCredential(
  access: Access<'remediation:read'>,
  targetId: string,
): Promise<HeldCredential | null> {
  access.demand('remediation:read');
  const row = await findHeldCredential(targetId);
  if (row === null) return null;
  const names = await findPersonNames([row.registrarId]);
  return {
    role: row.role,
    registeredBy: names.get(row.registrarId) ?? (row.registrarId === postern ? 'Postern' : 'somebody'),
    at: row.createdAt.toISOString(),
  };
}
