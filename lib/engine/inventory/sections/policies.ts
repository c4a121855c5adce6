import { compareText } from '../../model/compare-text.ts';
import { flag, listWithNulls, text, textOrNull, word } from '../cell.ts';
import { keyOf, type SectionReader } from '../section.ts';
/** `pg_policy`. Expressions are deparsed by the server under `search_path = pg_catalog, pg_temp`, hence fully qualified. */
export interface PolicyRow {
  readonly schema: string;
  readonly relation: string;
  readonly name: string;
  readonly permissive: boolean;
  readonly command: 'ALL' | 'SELECT' | 'INSERT' | 'UPDATE' | 'DELETE';
  /** Role names; null stands for PUBLIC. */
  readonly roles: readonly (string | null)[];
  /** null: no USING clause. Empty: there is one, and its table was dropped before the server could write it out. */
  readonly using: string | null;
  /** null: no WITH CHECK clause (PostgreSQL then uses USING where the command has both). Empty as above. */
  readonly withCheck: string | null;
}

const commands = { '*': 'ALL', r: 'SELECT', a: 'INSERT', w: 'UPDATE', d: 'DELETE' } as const;

/**
 * The rows are the snapshot's, but `pg_get_expr` looks at what is committed now, and gives NULL where the table is gone:
 * that must not look like a policy without the clause, which lets nobody through.
 */
const written = (expression: string) =>
  `CASE WHEN ${expression} IS NOT NULL THEN coalesce(pg_catalog.pg_get_expr(${expression}, p.polrelid), '') END`;

export const policies: SectionReader<PolicyRow> = {
  sql: () => `
SELECT n.nspname, c.relname, p.polname, p.polpermissive, p.polcmd,
  CASE WHEN p.polroles = '{0}'::pg_catalog.oid[] THEN '{NULL}'::pg_catalog.text[]
    ELSE ARRAY(SELECT CASE WHEN u.role = 0 THEN NULL ELSE pg_catalog.pg_get_userbyid(u.role)::pg_catalog.text END FROM pg_catalog.unnest(p.polroles) AS u(role)) END,
  ${written('p.polqual')}, ${written('p.polwithcheck')}
FROM pg_catalog.pg_policy p
JOIN pg_catalog.pg_class c ON c.oid = p.polrelid
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE c.relpersistence <> 't'`,
  row: ([schema, relation, name, permissive, command, roles, using, withCheck]) => ({
    schema: text(schema),
    relation: text(relation),
    name: text(name),
    permissive: flag(permissive),
    command: word<PolicyRow['command']>(commands, command),
    roles: [...listWithNulls(roles)].sort((a, b) => compareText(a ?? '', b ?? '')),
    using: textOrNull(using),
    withCheck: textOrNull(withCheck),
  }),
  key: (row) => keyOf(row.schema, row.relation, row.name),
};
