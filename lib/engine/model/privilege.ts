/** Privilege names and their aclitem letters, per PostgreSQL documentation 5.8 "Privileges", table 5.1. */
export const privilegeLetters = {
  SELECT: 'r',
  INSERT: 'a',
  UPDATE: 'w',
  DELETE: 'd',
  TRUNCATE: 'D',
  REFERENCES: 'x',
  TRIGGER: 't',
  MAINTAIN: 'm',
  CREATE: 'C',
  CONNECT: 'c',
  TEMPORARY: 'T',
  EXECUTE: 'X',
  USAGE: 'U',
  SET: 's',
  'ALTER SYSTEM': 'A',
} as const;

export type Privilege = keyof typeof privilegeLetters;

export const sortedPrivileges: readonly Privilege[] = (Object.keys(privilegeLetters) as Privilege[]).sort();

/** Who a privilege is granted to: a role by name, or the pseudo-role PUBLIC (`null`), which no role name can collide with. */
export type Grantee = string | null;
