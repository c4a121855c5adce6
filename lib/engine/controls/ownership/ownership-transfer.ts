import type { DatabaseFacts } from '../../analysis/facts.ts';
import type { Change, Remedy } from '../../model/change.ts';
import type { GrantableKind } from '../../model/object-ref.ts';
import type { Privilege } from '../../model/privilege.ts';
import type { Policy } from '../../policy/policy.ts';
import { keptColumns, openColumns } from '../columns/open-columns.ts';
import { isAllowed } from '../grants/allowed-by-policy.ts';
import { declaredOwner } from './declared-owner.ts';
import type { OwnedObject } from './owned-objects.ts';

const dataPrivileges: readonly Privilege[] = ['SELECT', 'INSERT', 'UPDATE', 'DELETE'];

function candidates(kind: GrantableKind): readonly Privilege[] {
  if (kind === 'schema') return ['USAGE'];
  if (kind === 'function' || kind === 'procedure') return ['EXECUTE'];
  return dataPrivileges;
}

/**
 * Hands objects over to the policy's owner role and gives the old owner back, as grants, what the policy says it may do:
 * without that the application would stop working with the first statement. Where the policy does not say both, a person
 * has to.
 */
export function ownershipTransfer(
  facts: DatabaseFacts,
  policy: Policy,
  from: string,
  objects: readonly OwnedObject[],
): Remedy {
  const to = declaredOwner(facts.cluster, policy, facts.name);
  if (to === null) {
    return {
      manual:
        'Create a role without LOGIN, declare it in the policy as the one role of kind owner, hand the objects over to it, and grant the old owner what it needs.',
    };
  }
  const grants = objects.flatMap(({ on, isPartition }): Change[] => {
    if (isPartition) return [];
    const kind = on.kind as GrantableKind;
    // Whoever may use anything in a schema needs to reach it.
    const mayUseSchema = (policy.roles ?? []).some(
      (role) =>
        role.role === from &&
        role.may?.some((permission) => permission.schema === undefined || permission.schema === on.name),
    );
    const privileges = candidates(kind).filter((privilege) =>
      kind === 'schema' ? mayUseSchema : isAllowed(policy, from, privilege, on),
    );
    const grant = (some: readonly Privilege[], target = on): Change[] =>
      some.length === 0 ? [] : [{ do: 'grant', privileges: some, on: target, to: from, grantor: to }];
    // SELECT on the whole table would outweigh what the classification keeps from it.
    if (!privileges.includes('SELECT') || keptColumns(policy, on, from).size === 0) return grant(privileges);
    return [
      ...grant(privileges.filter((privilege) => privilege !== 'SELECT')),
      ...openColumns(facts, policy, on, from).flatMap((column) => grant(['SELECT'], column)),
    ];
  });
  if (grants.length === 0) {
    return {
      manual: `The policy does not say what role ${from} may do (may), so handing its objects to ${to} would lock it out. State that first.`,
    };
  }
  return { changes: [...objects.map(({ on }): Change => ({ do: 'alter-owner', on, to })), ...grants] };
}
