import { databaseAccess } from '../../../analysis/effective-privileges.ts';
import { type DatabaseFacts, factsOf } from '../../../analysis/facts.ts';
import { roleGraph } from '../../../analysis/role-graph.ts';
import { countsIn, covers, isAllowed } from '../../../controls/grants/allowed-by-policy.ts';
import { isSystemSchema } from '../../../controls/grants/database-object.ts';
import type { Inventory } from '../../../inventory/inventory.ts';
import type { GrantableKind, ObjectRef } from '../../../model/object-ref.ts';
import type { Privilege } from '../../../model/privilege.ts';
import type { Policy } from '../../../policy/policy.ts';

const kinds = [
  'schema',
  'table',
  'view',
  'materialized-view',
  'foreign-table',
  'partitioned-table',
  'sequence',
  'function',
  'procedure',
] as const satisfies readonly GrantableKind[];

/** Whose statement is compared: roles with `may` that are bound by grants, and do not work on the cluster as a whole. */
function boundRoles(facts: DatabaseFacts, policy: Policy): readonly string[] {
  const graph = roleGraph(facts.cluster);
  return (
    (policy.roles ?? [])
      .filter((one) => one.may !== undefined && countsIn(one, facts.name))
      .filter((one) => ['application', 'readonly', 'person'].includes(one.kind))
      .map((one) => one.role)
      // The owner of a database has what pg_database_owner has, by no grant and no membership: the plan says so.
      .filter((role) => !graph.reaches(role, 'pg_database_owner', 'member', facts.name))
      .filter((role) => role !== 'public' && graph.roles.get(role)?.superuser === false)
  );
}

/** Every difference between what the policy says its roles may and what the access engine says they can, now or by SET ROLE. */
export function differences(inventory: Inventory, policy: Policy): readonly string[] {
  const cluster = factsOf(inventory);
  return cluster.databases.flatMap((facts) => {
    const access = databaseAccess(facts);
    const graph = roleGraph(cluster);
    const found: string[] = [];
    const relations = new Map(facts.read('relations').map((row) => [`${row.schema}.${row.name}`, row]));
    const routines = new Map(
      facts.read('routines').map((row) => [`${row.schema}.${row.name}(${row.signature})`, row]),
    );
    for (const object of access.objects([...kinds])) {
      const { kind, name, schema, signature } = object;
      const space = kind === 'schema' ? name : schema;
      if (space === null || isSystemSchema(space)) continue;
      const on: ObjectRef & { kind: GrantableKind } = {
        kind,
        database: facts.name,
        name,
        ...(schema === null ? {} : { schema }),
        ...(signature === null ? {} : { signature }),
      };
      const row = schema === null ? undefined : relations.get(`${schema}.${name}`);
      if ((row ?? routines.get(`${schema}.${name}(${signature})`))?.extension) continue;
      for (const role of boundRoles(facts, policy)) {
        const kept = (policy.classification ?? []).filter(
          (one) =>
            one.schema === schema &&
            one.table === name &&
            !(one.readers ?? []).some((reader) => graph.reaches(role, reader, 'inherit', facts.name)),
        );
        for (const privilege of access.privilegesOf(kind)) {
          const holds = access.has(role, on, privilege);
          const reaches = access.reachers(on, privilege).some((one) => one.role === role);
          const owns = object.owner !== null && graph.reaches(role, object.owner, 'member', facts.name);
          const entries = (policy.roles ?? [])
            .filter((one) => (one.role === role || one.role === 'public') && countsIn(one, facts.name))
            .flatMap((one) => one.may ?? []);
          const spoken = (policy.roles ?? []).some(
            (one) =>
              countsIn(one, facts.name) &&
              one.may?.some(
                (may) =>
                  covers(may, on) ||
                  (kind === 'schema' &&
                    may.objects !== 'schemas' &&
                    (may.schema === undefined || may.schema === name)),
              ),
          );
          const implied =
            kind === 'schema' &&
            privilege === 'USAGE' &&
            (entries.some(
              (may) => may.objects !== 'schemas' && (may.schema === undefined || may.schema === name),
            ) ||
              ownsIn(facts, name, role));
          const may =
            isAllowed(policy, role, privilege, on) || isAllowed(policy, 'public', privilege, on) || implied;
          const whole = may && !(privilege === 'SELECT' && kept.length > 0);
          const what = `${role}: ${privilege} on ${kind} ${schema ?? ''}.${name}${signature ? `(${signature})` : ''}`;
          if ((holds || reaches) && !whole && spoken && !owns)
            found.push(`${what} is surplus (${holds ? 'has' : 'by SET ROLE'})`);
          if ((holds || reaches) && !may && !spoken && !owns && !byEverybody(access, on, privilege))
            found.push(`${what} is surplus where PUBLIC has nothing`);
          const indirect =
            row?.isPartition === true ||
            kind === 'view' ||
            kind === 'materialized-view' ||
            routines.get(`${schema}.${name}(${signature})`)?.returnType === 'trigger';
          if (!holds && whole && !indirect && !owns) found.push(`${what} is missing`);
          if (access.hasGrantOption(role, on, privilege) && !owns) found.push(`${what} may be passed on`);
        }
      }
    }
    return found;
  });
}

const ownsIn = (facts: DatabaseFacts, schema: string, role: string) =>
  [
    ...facts.read('relations'),
    ...facts.read('routines'),
    ...facts.read('types').filter((row) => row.kind !== 'multirange'),
  ].some((row) => row.schema === schema && row.owner === role);

function byEverybody(
  access: ReturnType<typeof databaseAccess>,
  on: ObjectRef & { kind: GrantableKind },
  privilege: Privilege,
): boolean {
  const object = access.find(on);
  return object !== undefined && access.grounds(object, privilege).some((ground) => ground.grantee === null);
}
