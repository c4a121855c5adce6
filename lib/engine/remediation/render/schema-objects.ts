import type { Change } from '../../model/change.ts';
import type { ObjectRef } from '../../model/object-ref.ts';
import { alterTarget } from '../object-clause.ts';
import type { PlannedStatement, StatementLock } from '../plan.ts';
import { relationKinds } from '../prior.ts';
import { identifier, qualified } from '../quote.ts';
import { grantee } from './grants.ts';

const relationText = (object: ObjectRef) => `${object.schema}.${object.name}`;

/** Policy, row security, ownership and view changes all take ACCESS EXCLUSIVE (PostgreSQL documentation 13.3.1). */
const exclusive = (sql: string, on: ObjectRef): PlannedStatement => ({
  sql,
  lock: { object: relationText(on), mode: 'AccessExclusiveLock' },
  transactional: true,
});

export function renderRowSecurity(
  change: Extract<Change, { do: 'row-security' }>,
): readonly PlannedStatement[] {
  const statements: PlannedStatement[] = [];
  const alter = `ALTER TABLE ${qualified(change.on.schema, change.on.name ?? '')}`;
  if (change.enable !== undefined) {
    statements.push(
      exclusive(`${alter} ${change.enable ? 'ENABLE' : 'DISABLE'} ROW LEVEL SECURITY`, change.on),
    );
  }
  if (change.force !== undefined) {
    statements.push(
      exclusive(`${alter} ${change.force ? 'FORCE' : 'NO FORCE'} ROW LEVEL SECURITY`, change.on),
    );
  }
  return statements;
}

const policyTarget = (policy: string, on: ObjectRef) =>
  `${identifier(policy)} ON ${qualified(on.schema, on.name ?? '')}`;

/** Dropping first makes a second run harmless: CREATE POLICY has no OR REPLACE. */
export function renderCreatePolicy(
  change: Extract<Change, { do: 'create-policy' }>,
): readonly PlannedStatement[] {
  const clauses = [
    `CREATE POLICY ${policyTarget(change.policy, change.on)}`,
    `AS ${change.permissive ? 'PERMISSIVE' : 'RESTRICTIVE'}`,
    `FOR ${change.command}`,
    `TO ${change.roles.map(grantee).join(', ')}`,
    ...(change.using === null ? [] : [`USING (${change.using})`]),
    ...(change.withCheck === null ? [] : [`WITH CHECK (${change.withCheck})`]),
  ];
  return [
    renderDropPolicy({ do: 'drop-policy', on: change.on, policy: change.policy }),
    exclusive(clauses.join(' '), change.on),
  ];
}

export function renderDropPolicy(change: Extract<Change, { do: 'drop-policy' }>): PlannedStatement {
  return exclusive(`DROP POLICY IF EXISTS ${policyTarget(change.policy, change.on)}`, change.on);
}

export function renderViewOption(change: Extract<Change, { do: 'set-view-option' }>): PlannedStatement {
  const action =
    change.value === null ? `RESET (${change.option})` : `SET (${change.option} = ${change.value})`;
  return exclusive(`ALTER VIEW ${qualified(change.on.schema, change.on.name ?? '')} ${action}`, change.on);
}

/** Relations and routines are locked as they change hands; schemas, types, databases and the rest are not. */
function ownerLock(on: ObjectRef): StatementLock | null {
  const mode = 'AccessExclusiveLock';
  if (on.kind === 'function' || on.kind === 'procedure')
    return { object: `${relationText(on)}(${on.signature ?? ''})`, mode };
  return relationKinds.includes(on.kind) ? { object: relationText(on), mode } : null;
}

export function renderAlterOwner(change: Extract<Change, { do: 'alter-owner' }>): PlannedStatement {
  const sql = `ALTER ${alterTarget(change.on)} OWNER TO ${identifier(change.to)}`;
  return { sql, lock: ownerLock(change.on), transactional: true };
}

const routine = (sql: string): PlannedStatement => ({ sql, lock: null, transactional: true });

/** `SET search_path = ''` is stored as one empty name, which no identifier can be. */
const pathEntry = (schema: string) => (schema === '' ? "''" : identifier(schema));

export function renderRoutineSearchPath(
  change: Extract<Change, { do: 'routine-search-path' }>,
): PlannedStatement {
  const action =
    change.schemas === null
      ? 'RESET search_path'
      : `SET search_path = ${change.schemas.length === 0 ? "''" : change.schemas.map(pathEntry).join(', ')}`;
  return routine(`ALTER ${alterTarget(change.on)} ${action}`);
}

export function renderRoutineSecurity(change: Extract<Change, { do: 'routine-security' }>): PlannedStatement {
  return routine(`ALTER ${alterTarget(change.on)} SECURITY ${change.definer ? 'DEFINER' : 'INVOKER'}`);
}

export function renderRoutineLeakproof(
  change: Extract<Change, { do: 'routine-leakproof' }>,
): PlannedStatement {
  return routine(`ALTER ${alterTarget(change.on)} ${change.leakproof ? '' : 'NOT '}LEAKPROOF`);
}

export function renderUpdateExtension(change: Extract<Change, { do: 'update-extension' }>): PlannedStatement {
  return routine(`ALTER EXTENSION ${identifier(change.extension)} UPDATE TO ${identifier(change.to)}`);
}
