import { text, word } from '../cell.ts';
import { keyOf, type SectionReader } from '../section.ts';

/**
 * Routines of one role that relations of another call by themselves (`pg_depend`): whoever uses the relation runs the
 * owner's code. Routines of superusers are left out. Event triggers have a section of their own.
 */
export interface RoutineUseRow {
  readonly schema: string;
  readonly relation: string;
  readonly by: 'trigger' | 'default' | 'check' | 'index' | 'policy' | 'rule';
  readonly routineSchema: string;
  readonly routine: string;
  readonly routineOwner: string;
}

const kinds = {
  trigger: 'trigger',
  default: 'default',
  check: 'check',
  index: 'index',
  policy: 'policy',
  rule: 'rule',
} as const;

/** A view's definition is its rule; generated columns are defaults. */
export const routineUses: SectionReader<RoutineUseRow> = {
  sql: () => `
WITH part (class, object, relation, kind) AS (
  SELECT 'pg_catalog.pg_trigger'::pg_catalog.regclass, t.oid, t.tgrelid, 'trigger' FROM pg_catalog.pg_trigger t WHERE t.tgenabled <> 'D'
  UNION ALL SELECT 'pg_catalog.pg_attrdef'::pg_catalog.regclass, a.oid, a.adrelid, 'default' FROM pg_catalog.pg_attrdef a
  UNION ALL SELECT 'pg_catalog.pg_constraint'::pg_catalog.regclass, k.oid, k.conrelid, 'check' FROM pg_catalog.pg_constraint k WHERE k.conrelid <> 0
  UNION ALL SELECT 'pg_catalog.pg_class'::pg_catalog.regclass, i.indexrelid, i.indrelid, 'index' FROM pg_catalog.pg_index i
  UNION ALL SELECT 'pg_catalog.pg_policy'::pg_catalog.regclass, p.oid, p.polrelid, 'policy' FROM pg_catalog.pg_policy p
  UNION ALL SELECT 'pg_catalog.pg_rewrite'::pg_catalog.regclass, w.oid, w.ev_class, 'rule' FROM pg_catalog.pg_rewrite w
)
SELECT DISTINCT n.nspname::pg_catalog.text, c.relname::pg_catalog.text, part.kind, f.nspname::pg_catalog.text, p.proname::pg_catalog.text,
  o.rolname::pg_catalog.text
FROM part
JOIN pg_catalog.pg_depend d ON d.classid = part.class AND d.objid = part.object
  AND d.refclassid = 'pg_catalog.pg_proc'::pg_catalog.regclass
JOIN pg_catalog.pg_proc p ON p.oid = d.refobjid
JOIN pg_catalog.pg_roles o ON o.oid = p.proowner AND NOT o.rolsuper
JOIN pg_catalog.pg_namespace f ON f.oid = p.pronamespace
JOIN pg_catalog.pg_class c ON c.oid = part.relation AND c.relowner <> p.proowner AND c.relpersistence <> 't'
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace`,
  row: ([schema, relation, by, routineSchema, routine, routineOwner]) => ({
    schema: text(schema),
    relation: text(relation),
    by: word<RoutineUseRow['by']>(kinds, by),
    routineSchema: text(routineSchema),
    routine: text(routine),
    routineOwner: text(routineOwner),
  }),
  key: (row) => keyOf(row.schema, row.relation, row.by, row.routineSchema, row.routine, row.routineOwner),
};
