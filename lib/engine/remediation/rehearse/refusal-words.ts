import { parseSql } from '../../analysis/row-security/parser.ts';
import { isTree, listOf, nodeOf } from '../../analysis/row-security/tree.ts';
import { visibleText } from '../../model/visible-text.ts';
import { hideVerifiers } from '../hide-verifiers.ts';

/** What a role needs for a statement, by its kind as PostgreSQL's parser calls it (documentation, chapter "SQL Commands"). */
const needed: Readonly<Record<string, string>> = {
  GrantStmt: 'owner of the object, by membership too, or the grant option on it',
  GrantRoleStmt: 'ADMIN OPTION on the role',
  AlterRoleStmt:
    'CREATEROLE and, from 16, ADMIN OPTION on the role; SUPERUSER, REPLICATION and BYPASSRLS ask for more',
  AlterRoleSetStmt: 'CREATEROLE and, from 16, ADMIN OPTION on the role; superuser for some parameters',
  AlterDatabaseSetStmt: 'owner of the database; superuser for some parameters',
  AlterTableStmt: 'owner of the relation',
  AlterFunctionStmt: 'owner of the routine; superuser for LEAKPROOF',
  AlterOwnerStmt: 'owner of the object, SET on the new owner, and CREATE for it where the object stands',
  AlterDefaultPrivilegesStmt: 'membership in the role whose default privileges they are',
  AlterExtensionStmt: 'owner of the extension, and what its script needs',
  CreatePolicyStmt: 'owner of the table',
  DropStmt: 'owner of the table',
  VariableSetStmt: 'membership with the SET option in the role it acts as',
  AlterSystemStmt: 'superuser, or from 15 ALTER SYSTEM on the parameter',
};

const sentences: Readonly<Record<string, string>> = {
  '55P03': 'somebody holds a lock that it has to wait for, longer than it may',
  '57014': 'it took longer than it may',
  '40P01': 'it and another transaction waited for each other',
  XX000: 'somebody changed the same thing at the same moment',
  '40001': 'somebody changed the same thing at the same moment',
  '2BP01': 'something else depends on it',
  '42704': 'an object or role it names is not there',
  '42P01': 'a relation it names is not there',
  '42883': 'a routine it names is not there',
  '3F000': 'a schema it names is not there',
  '42710': 'what it makes is there already',
  '25006': 'the transaction may not write',
  '0LP01': 'the grant is not one the server accepts',
  '22023': 'a value is not one the server accepts',
};

function kindOf(sql: string): string {
  const parsed = parseSql(sql);
  if ('error' in parsed) return '';
  const [statement] = listOf(parsed.tree.stmts);
  return nodeOf(isTree(statement) ? statement.stmt : null)?.kind ?? '';
}

/** Why the server refused a statement, from its SQLSTATE alone; for missing rights, which these are. */
export function refusalWords(sql: string, sqlstate: string, role: string): string {
  const statement = `"${visibleText(hideVerifiers(sql), 300)}"`;
  if (sqlstate === '42501') {
    const rights = needed[kindOf(sql)];
    return `${visibleText(role, 80)} may not run ${statement}${rights === undefined ? '' : `: it needs to be or have ${rights}`}`;
  }
  const why = sentences[sqlstate] ?? `SQLSTATE ${sqlstate}`;
  return `the server refused ${statement}: ${why}${sentences[sqlstate] === undefined ? '' : ` (SQLSTATE ${sqlstate})`}`;
}
