import type { Policy } from './policy.ts';
import type { ProblemAt } from './policy-problem.ts';

const byObjects: Readonly<Record<string, readonly string[]>> = {
  tables: ['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER', 'MAINTAIN'],
  sequences: ['USAGE', 'SELECT', 'UPDATE'],
  functions: ['EXECUTE'],
  schemas: ['USAGE', 'CREATE'],
  database: ['CONNECT', 'CREATE', 'TEMPORARY'],
  column: ['SELECT', 'INSERT', 'UPDATE', 'REFERENCES'],
  type: ['USAGE'],
  language: ['USAGE'],
  'foreign-data-wrapper': ['USAGE'],
  'foreign-server': ['USAGE'],
  tablespace: ['CREATE'],
  parameter: ['SET', 'ALTER SYSTEM'],
  'large-object': ['SELECT', 'UPDATE'],
};
const same: Readonly<Record<string, string>> = {
  table: 'tables',
  view: 'tables',
  'materialized-view': 'tables',
  'foreign-table': 'tables',
  'partitioned-table': 'tables',
  sequence: 'sequences',
  function: 'functions',
  procedure: 'functions',
  schema: 'schemas',
};

/** Privileges that exist for a class of objects, per PostgreSQL documentation 5.8, table 5.2. */
function privilegesOn(objects: string): readonly string[] {
  return byObjects[same[objects] ?? objects] ?? [];
}

type Roles = NonNullable<Policy['roles']>;

/** What was said of one role before. */
interface Said {
  readonly kinds: Set<Roles[number]['kind']>;
  /** Some entry holds in every database. */
  readonly everywhere: boolean;
  readonly databases: Set<string>;
}

function listedTwice(roles: Roles): readonly ProblemAt[] {
  const known = new Map<string, Said>();
  return roles.flatMap((role, index): readonly ProblemAt[] => {
    const said = known.get(role.role);
    const { kinds, everywhere, databases } = said ?? {
      kinds: new Set(),
      everywhere: false,
      databases: new Set(),
    };
    const other = [...kinds].find((kind) => kind !== role.kind);
    const overlaps =
      said !== undefined &&
      (everywhere || !role.databases || role.databases.some((database) => databases.has(database)));
    kinds.add(role.kind);
    for (const database of role.databases ?? []) databases.add(database);
    known.set(role.role, { kinds, databases, everywhere: everywhere || !role.databases });
    const path = ['roles', index, 'role'];
    if (other !== undefined) {
      const message = `The role "${role.role}" has two kinds: ${other} and ${role.kind}.`;
      return [{ path, message, remedy: 'Give it the one kind it is meant for.' }];
    }
    if (!overlaps) return [];
    const remedy = 'Join the two entries, or limit each to its own databases.';
    return [{ path, message: `The role "${role.role}" is listed twice.`, remedy }];
  });
}

function impossibleRights(roles: Roles): readonly ProblemAt[] {
  return roles.flatMap((role, index) =>
    (role.may ?? []).flatMap((permission, position) =>
      permission.privileges.flatMap((privilege, at): readonly ProblemAt[] => {
        const known = privilegesOn(permission.objects);
        if (known.includes(privilege)) return [];
        return [
          {
            path: ['roles', index, 'may', position, 'privileges', at],
            message: `There is no ${privilege} privilege on ${permission.objects}.`,
            remedy: `Use one of: ${known.join(', ')}.`,
          },
        ];
      }),
    ),
  );
}

/** Contradictions in `roles`. */
export function roleProblems(policy: Policy): readonly ProblemAt[] {
  const roles = policy.roles ?? [];
  return [...listedTwice(roles), ...impossibleRights(roles)];
}
