import { listOf, nodeOf, stringOf, type Tree } from '../analysis/row-security/tree.ts';
import { literal } from './quote.ts';

// CREATE ROLE knows no IF NOT EXISTS. The block is of one fixed form, so that check-script can take out what stands in it.
const before = 'BEGIN ';
const after = '; EXCEPTION WHEN duplicate_object THEN NULL; END';

/**
 * `CREATE ROLE` that leaves a role which is there already as it is: run a second time, a script changes nothing. Whether that role
 * is the intended one is for the conditions which the script asks in the end.
 */
export function guardedCreateRole(createRole: string): string {
  return `DO ${literal(`${before}${createRole}${after}`)}`;
}

/**
 * The statement inside such a block, as SQL; null where a DO statement is anything else. PL/pgSQL reads a statement up to the first
 * semicolon that the scanner it shares with SQL does not see within quotes: one statement for the one parser is one for the other.
 */
export function guardedStatement(doStatement: Tree): string | null {
  const [body, ...others] = listOf(doStatement.args);
  const element = nodeOf(body);
  if (element?.kind !== 'DefElem' || element.fields.defname !== 'as' || others.length > 0) return null;
  const block = stringOf(element.fields.arg);
  if (block === null || !block.startsWith(before) || !block.endsWith(after)) return null;
  return block.slice(before.length, -after.length);
}
