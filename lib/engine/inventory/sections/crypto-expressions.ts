import { text, textOrNull, word } from '../cell.ts';
import { redactLiterals } from '../redact-literals.ts';
import { keyOf, type SectionReader } from '../section.ts';

/** A stored expression that calls a function which encrypts, decrypts or hashes. Literals in it are hidden: they may be keys. */
export interface CryptoExpressionRow {
  readonly kind: 'default' | 'generated' | 'view' | 'index' | 'check';
  readonly schema: string;
  /** The relation it belongs to: for `view` the view itself. */
  readonly relation: string;
  /** The column, index or constraint; null for `view`. */
  readonly name: string | null;
  /** Deparsed under `search_path = pg_catalog, pg_temp`; for `view` the whole query. Cut at 64 KiB. */
  readonly expression: string;
}

const kinds = {
  default: 'default',
  generated: 'generated',
  view: 'view',
  index: 'index',
  check: 'check',
} as const;

/** Core's and pgcrypto's, by name: an own function of such a name is told apart later. */
export const cryptoFunctionNames = [
  'pgp_sym_encrypt',
  'pgp_sym_encrypt_bytea',
  'pgp_sym_decrypt',
  'pgp_sym_decrypt_bytea',
  'pgp_pub_encrypt',
  'pgp_pub_encrypt_bytea',
  'pgp_pub_decrypt',
  'pgp_pub_decrypt_bytea',
  'encrypt',
  'encrypt_iv',
  'decrypt',
  'decrypt_iv',
  'digest',
  'hmac',
  'crypt',
  'md5',
  'sha224',
  'sha256',
  'sha384',
  'sha512',
] as const;

/** Only expressions whose stored tree names such a function are deparsed: a catalog has many, and few of these. */
export const cryptoExpressions: SectionReader<CryptoExpressionRow> = {
  sql: () => `
WITH calls AS MATERIALIZED (
  SELECT ':funcid (' || pg_catalog.string_agg(p.oid::pg_catalog.text, '|') || ') ' AS pattern
  FROM pg_catalog.pg_proc p
  WHERE p.proname IN (${cryptoFunctionNames.map((name) => `'${name}'`).join(', ')})
), found AS (
  SELECT CASE WHEN a.attgenerated = '' THEN 'default' ELSE 'generated' END AS kind, d.adrelid AS relation, a.attname::pg_catalog.text AS name,
    pg_catalog.pg_get_expr(d.adbin, d.adrelid) AS expression
  FROM pg_catalog.pg_attrdef d
  JOIN pg_catalog.pg_attribute a ON a.attrelid = d.adrelid AND a.attnum = d.adnum
  WHERE d.adbin::pg_catalog.text ~ (SELECT pattern FROM calls)
  UNION ALL
  SELECT 'view', w.ev_class, NULL, pg_catalog.pg_get_viewdef(w.ev_class)
  FROM pg_catalog.pg_rewrite w
  JOIN pg_catalog.pg_class v ON v.oid = w.ev_class AND v.relkind IN ('v', 'm') AND v.relpersistence <> 't'
  JOIN pg_catalog.pg_namespace s ON s.oid = v.relnamespace AND s.nspname NOT IN ('pg_catalog', 'information_schema')
  WHERE w.rulename = '_RETURN' AND w.ev_action::pg_catalog.text ~ (SELECT pattern FROM calls)
  UNION ALL
  SELECT 'index', i.indrelid, x.relname::pg_catalog.text, pg_catalog.pg_get_expr(i.indexprs, i.indrelid)
  FROM pg_catalog.pg_index i
  JOIN pg_catalog.pg_class x ON x.oid = i.indexrelid
  WHERE i.indexprs IS NOT NULL AND i.indexprs::pg_catalog.text ~ (SELECT pattern FROM calls)
  UNION ALL
  SELECT 'check', k.conrelid, k.conname::pg_catalog.text, pg_catalog.pg_get_expr(k.conbin, k.conrelid)
  FROM pg_catalog.pg_constraint k
  WHERE k.contype = 'c' AND k.conrelid <> 0 AND k.conbin::pg_catalog.text ~ (SELECT pattern FROM calls)
)
SELECT f.kind, n.nspname::pg_catalog.text, c.relname::pg_catalog.text, f.name, pg_catalog.left(f.expression, 65536)
FROM found f
JOIN pg_catalog.pg_class c ON c.oid = f.relation AND c.relpersistence <> 't'
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace AND n.nspname NOT IN ('pg_catalog', 'information_schema')`,
  row: ([kind, schema, relation, name, expression]) => ({
    kind: word<CryptoExpressionRow['kind']>(kinds, kind),
    schema: text(schema),
    relation: text(relation),
    name: textOrNull(name),
    expression: redactLiterals(text(expression)),
  }),
  key: (row) => keyOf(row.schema, row.relation, row.kind, row.name),
};
