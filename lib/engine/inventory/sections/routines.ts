import type { AclText } from '../acl-text.ts';
import { acl, flag, list, text, textOrNull, word } from '../cell.ts';
import { memberOfExtension } from '../extension-members.ts';
import { redactAssignment } from '../redact.ts';
import { keyOf, type SectionReader } from '../section.ts';

/** `pg_proc`, system routines included (without source): every routine has an ACL, and the default lets PUBLIC execute it. */
export interface RoutineRow {
  readonly schema: string;
  readonly name: string;
  /**
   * Input argument types as `oidvectortypes(proargtypes)` gives them, without names, qualified unless in `pg_catalog`:
   * what GRANT and `regprocedure` take. With schema and name it is unique.
   */
  readonly signature: string;
  readonly kind: 'function' | 'procedure' | 'aggregate' | 'window';
  readonly owner: string;
  readonly acl: AclText;
  readonly language: string;
  readonly securityDefiner: boolean;
  readonly leakproof: boolean;
  readonly returnType: string | null;
  /** `proconfig`, for example `search_path=pg_catalog, pg_temp`. */
  readonly config: readonly string[];
  /** Source text of SQL and procedural languages, cut at 64 KiB; null for C and internal. */
  readonly source: string | null;
  readonly extension: string | null;
}

const kinds = { f: 'function', p: 'procedure', a: 'aggregate', w: 'window' } as const;

export const routines: SectionReader<RoutineRow> = {
  sql: (context) => `
SELECT n.nspname::pg_catalog.text, p.proname::pg_catalog.text, pg_catalog.oidvectortypes(p.proargtypes), p.prokind::pg_catalog.text,
  pg_catalog.pg_get_userbyid(p.proowner)::pg_catalog.text, ${context.acl('p.proacl')}, l.lanname::pg_catalog.text, p.prosecdef, p.proleakproof,
  CASE WHEN p.prokind = 'p' THEN NULL
    ELSE CASE WHEN p.proretset THEN 'SETOF ' ELSE '' END || pg_catalog.format_type(p.prorettype, NULL) END,
  p.proconfig,
  CASE WHEN l.lanname IN ('internal', 'c') OR n.nspname IN ('pg_catalog', 'information_schema') THEN NULL
    ELSE pg_catalog.left(coalesce(pg_catalog.pg_get_function_sqlbody(p.oid), p.prosrc), 65536) END,
  x.extname
FROM pg_catalog.pg_proc p
JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
JOIN pg_catalog.pg_language l ON l.oid = p.prolang
LEFT JOIN ${memberOfExtension('pg_proc')} x ON x.objid = p.oid
WHERE n.nspname !~ '^pg_temp_[0-9]+$'`,
  row: ([
    schema,
    name,
    signature,
    kind,
    owner,
    proacl,
    language,
    definer,
    leakproof,
    returnType,
    config,
    source,
    extension,
  ]) => ({
    schema: text(schema),
    name: text(name),
    signature: text(signature),
    kind: word<RoutineRow['kind']>(kinds, kind),
    owner: text(owner),
    acl: acl(proacl),
    language: text(language),
    securityDefiner: flag(definer),
    leakproof: flag(leakproof),
    returnType: textOrNull(returnType),
    config: list(config).map(redactAssignment),
    source: textOrNull(source),
    extension: textOrNull(extension),
  }),
  key: (row) => keyOf(row.schema, row.name, row.signature),
};
