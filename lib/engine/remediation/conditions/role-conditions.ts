import type { Change, RoleAttributes } from '../../model/change.ts';
import type { Condition } from '../plan.ts';
import { literal } from '../quote.ts';
import { roleExists, roleOid } from './catalog-object.ts';
import { condition, nameSays, notYet, roleSays } from './says.ts';

type RevokeMembership = Extract<Change, { do: 'revoke-membership' }>;
type AlterRole = Extract<Change, { do: 'alter-role' }>;

const optionColumns = { ADMIN: 'admin_option', INHERIT: 'inherit_option', SET: 'set_option' } as const;

/** The membership, of its grantor where the major keeps one row per grantor, with the option where one is named. */
function membership(change: RevokeMembership, versionNum: number): string {
  const by =
    versionNum >= 160_000 && change.grantor !== null ? ` AND m.grantor = ${roleOid(change.grantor)}` : '';
  const option = change.option === undefined ? '' : ` AND m.${optionColumns[change.option]}`;
  return (
    `EXISTS (SELECT FROM pg_catalog.pg_auth_members m WHERE m.roleid = ${roleOid(change.role)} ` +
    `AND m.member = ${roleOid(change.member)}${by}${option})`
  );
}

const membershipSays = (change: RevokeMembership, versionNum: number): string => {
  const by =
    versionNum >= 160_000 && change.grantor !== null ? ` granted by ${roleSays(change.grantor)}` : '';
  const option = change.option === undefined ? '' : ` with the ${change.option} option`;
  return `a member of ${roleSays(change.role)}${by}${option}`;
};

export const beforeRevokeMembership = (
  change: RevokeMembership,
  versionNum: number,
): readonly Condition[] => [
  condition(
    `${roleSays(change.member)} is ${membershipSays(change, versionNum)}`,
    membership(change, versionNum),
  ),
];

/** From 16 a REVOKE of what somebody else granted only warns, and the membership stays. */
export const afterRevokeMembership = (change: RevokeMembership, versionNum: number): readonly Condition[] => [
  condition(
    `${roleSays(change.member)} is no longer ${membershipSays(change, versionNum)}`,
    `NOT ${membership(change, versionNum)}`,
  ),
];

const flagColumns = {
  superuser: 'rolsuper',
  createRole: 'rolcreaterole',
  createDatabase: 'rolcreatedb',
  replication: 'rolreplication',
  bypassRls: 'rolbypassrls',
  inherit: 'rolinherit',
  login: 'rolcanlogin',
} as const;

const words = {
  superuser: 'SUPERUSER',
  createRole: 'CREATEROLE',
  createDatabase: 'CREATEDB',
  replication: 'REPLICATION',
  bypassRls: 'BYPASSRLS',
  inherit: 'INHERIT',
  login: 'LOGIN',
} as const;

type Flag = keyof typeof flagColumns;

function attributeTests(
  attributes: RoleAttributes,
): readonly { readonly says: string; readonly test: string }[] {
  // The keys are this very object's own.
  const flags = (Object.keys(flagColumns) as Flag[]).flatMap((key) => {
    const value = attributes[key];
    if (value === undefined) return [];
    return [
      { says: `${value ? '' : 'NO'}${words[key]}`, test: `${value ? '' : 'NOT '}r.${flagColumns[key]}` },
    ];
  });
  const { connectionLimit, validUntil } = attributes;
  const limit =
    connectionLimit === undefined
      ? []
      : [
          {
            says: `CONNECTION LIMIT ${Math.trunc(connectionLimit)}`,
            test: `r.rolconnlimit = ${Math.trunc(connectionLimit)}`,
          },
        ];
  const until =
    validUntil === undefined
      ? []
      : [
          {
            says: `VALID UNTIL ${nameSays(validUntil ?? 'infinity')}`,
            test: `coalesce(r.rolvaliduntil, 'infinity') = ${literal(validUntil ?? 'infinity')}::pg_catalog.timestamptz`,
          },
        ];
  return [...flags, ...limit, ...until];
}

const hasAttributes = (change: AlterRole): string =>
  `EXISTS (SELECT FROM pg_catalog.pg_roles r WHERE r.rolname = ${literal(change.role)} AND ${attributeTests(
    change.attributes,
  )
    .map(({ test }) => test)
    .join(' AND ')})`;

/** Whether another superuser can log in: asked before the last one is taken away. */
const anotherAdministrator = (role: string): Condition =>
  condition(
    `a superuser other than ${roleSays(role)} can log in`,
    `EXISTS (SELECT FROM pg_catalog.pg_roles r WHERE r.rolsuper AND r.rolcanlogin AND r.rolname <> ${literal(role)})`,
  );

export function beforeAlterRole(change: AlterRole): readonly Condition[] {
  const { superuser, login } = change.attributes;
  return [
    condition(`${roleSays(change.role)} exists`, roleExists(change.role)),
    condition(
      `${notYet}${roleSays(change.role)} has ${attributeTests(change.attributes)
        .map(({ says }) => says)
        .join(', ')}`,
      `NOT ${hasAttributes(change)}`,
    ),
    ...(superuser === false || login === false ? [anotherAdministrator(change.role)] : []),
  ];
}

export const afterAlterRole = (change: AlterRole): readonly Condition[] => [
  condition(
    `${roleSays(change.role)} has ${attributeTests(change.attributes)
      .map(({ says }) => says)
      .join(', ')}`,
    hasAttributes(change),
  ),
];

type CreateRole = Extract<Change, { do: 'create-role' }>;

export const beforeCreateRole = ({ role }: CreateRole): readonly Condition[] => [
  condition(`there is no ${roleSays(role)} yet`, `NOT ${roleExists(role)}`),
];

export const afterCreateRole = ({ role, attributes }: CreateRole): readonly Condition[] =>
  afterAlterRole({ do: 'alter-role', role, attributes });

export const beforeDropRole = (role: string): readonly Condition[] => [
  condition(`${roleSays(role)} exists`, roleExists(role)),
];

export const afterDropRole = (role: string): readonly Condition[] => [
  condition(`there is no ${roleSays(role)}`, `NOT ${roleExists(role)}`),
];

type GrantMembership = Extract<Change, { do: 'grant-membership' }>;

function membershipAsSaid(change: GrantMembership, versionNum: number): string {
  const perGrantor = versionNum >= 160_000;
  const by = perGrantor && change.grantor !== null ? ` AND m.grantor = ${roleOid(change.grantor)}` : '';
  const options = perGrantor
    ? ` AND m.admin_option = ${change.adminOption} AND m.inherit_option = ${change.inheritOption} AND m.set_option = ${change.setOption}`
    : change.adminOption
      ? ' AND m.admin_option'
      : '';
  return (
    `EXISTS (SELECT FROM pg_catalog.pg_auth_members m WHERE m.roleid = ${roleOid(change.role)} ` +
    `AND m.member = ${roleOid(change.member)}${by}${options})`
  );
}

export const beforeGrantMembership = ({ role, member, grantor }: GrantMembership): readonly Condition[] =>
  [role, member, ...(grantor === null ? [] : [grantor])].map((name) =>
    condition(`${roleSays(name)} exists`, roleExists(name)),
  );

export const afterGrantMembership = (change: GrantMembership, versionNum: number): readonly Condition[] => [
  condition(
    `${roleSays(change.member)} is a member of ${roleSays(change.role)} with the options stated`,
    membershipAsSaid(change, versionNum),
  ),
];
