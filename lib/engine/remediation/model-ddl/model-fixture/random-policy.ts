import { type Choices, choices } from '../../../analysis/access-oracle-fixture/choices.ts';
import type { Inventory } from '../../../inventory/inventory.ts';
import type { Policy, PolicyRole } from '../../../policy/policy.ts';

const on = {
  tables: ['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER'],
  sequences: ['USAGE', 'SELECT', 'UPDATE'],
  functions: ['EXECUTE'],
  schemas: ['USAGE', 'CREATE'],
} as const;

type Permission = NonNullable<PolicyRole['may']>[number];

function permission(choose: Choices): Permission {
  const objects = choose.one(Object.keys(on) as (keyof typeof on)[]);
  const privileges = choose.some([...on[objects]], 0.5);
  const names =
    choose.chance(0.25) && objects === 'tables'
      ? { names: choose.some(['t1', 'T,2', 'v1', 'part', 'part1'], 0.5) }
      : {};
  return {
    ...(choose.chance(0.8) ? { schema: choose.one(['s1', 's 2', 'public']) } : {}),
    objects,
    privileges: privileges.length === 0 ? [on[objects][0]] : privileges,
    ...names,
  } as Permission;
}

/** A policy about some of the cluster's roles and some that are yet to be made, whatever they are today. */
export function randomPolicy(seed: number, inventory: Inventory): Policy {
  const choose = choices(seed * 7 + 1);
  const roles = 'rows' in inventory.cluster.roles ? inventory.cluster.roles.rows : [];
  const known = roles
    .filter((row) => !row.name.startsWith('pg_') && row.name !== 'postgres')
    .map((row) => row.name);
  const kinds = ['application', 'readonly', 'person', 'backup', 'admin'] as const;
  const stated = (role: string): PolicyRole => ({
    role,
    kind: choose.one(kinds),
    ...(choose.chance(0.3) ? { databases: ['shop'] } : {}),
    may: Array.from({ length: choose.below(4) }, () => permission(choose)),
  });
  const some = choose.some(known, 0.5);
  const readers = choose.some([...some, 'new app'], 0.3);
  return {
    version: 1,
    roles: [
      ...(choose.chance(0.8)
        ? [
            {
              role: choose.chance(0.5)
                ? 'the owner'
                : choose.one(known.filter((one) => !some.includes(one)).concat('the owner')),
              kind: 'owner' as const,
            },
          ]
        : []),
      ...some.map(stated),
      { ...stated('new app'), kind: 'application' },
      { role: 'migrator', kind: 'migration' },
      ...(choose.chance(0.3) ? [{ ...stated('public'), kind: 'person' as const }] : []),
    ],
    classification: ['t1', 'T,2', 'part', 'm1'].flatMap((table) =>
      choose.chance(0.5)
        ? [{ database: 'shop', schema: choose.one(['s1', 's 2']), table, column: 'a', class: 'pii', readers }]
        : [],
    ),
  };
}
