import type { Access } from '../auth/access.ts';
import { type ExecutionCredentialRow, findHeldCredential } from '../db/execution-credentials.ts';
import { findPersonNames } from '../db/people.ts';
import type { TargetRow } from '../db/targets.ts';
import { requireTarget } from '../targets/get-target.ts';
import { credentialProblem } from './execution-credential.ts';
import { postern } from './postern-registrar.ts';

/** Who changes are made as on a target, and who registered it; never the password. */
export interface HeldCredential {
  readonly role: string;
  readonly registeredBy: string;
  /** ISO 8601. */
  readonly at: string;
  /** Why nothing can run with it, in a sentence; null where nothing is known against it. */
  readonly problem: string | null;
}

export async function readHeldCredential(
  access: Access<'remediation:read'>,
  targetId: string,
): Promise<HeldCredential | null> {
  access.demand('remediation:read');
  const target = await requireTarget(targetId);
  const row = await findHeldCredential(targetId);
  if (row === null) return null;
  const names = await findPersonNames([row.registrarId]);
  return shownCredential(target, row, names);
}

/** What is shown of a held credential. `names` by the id of a person. */
export function shownCredential(
  target: TargetRow,
  row: ExecutionCredentialRow,
  names: ReadonlyMap<string, string>,
): HeldCredential {
  return {
    role: row.role,
    registeredBy: names.get(row.registrarId) ?? (row.registrarId === postern ? 'Postern' : 'somebody'),
    at: row.createdAt.toISOString(),
    problem: credentialProblem(target, row),
  };
}
