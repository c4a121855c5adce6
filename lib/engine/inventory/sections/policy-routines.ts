import { text, word } from '../cell.ts';
import { keyOf, type SectionReader } from '../section.ts';

/** Functions that row policies call, built-in ones too: those stand in no `pg_depend`, so the stored trees are asked. */
export interface PolicyRoutineRow {
  readonly schema: string;
  readonly relation: string;
  readonly policy: string;
  readonly routineSchema: string;
  readonly routine: string;
  /** Input argument types, as in the section `routines`. */
  readonly signature: string;
  readonly volatility: 'immutable' | 'stable' | 'volatile';
}

const volatilities = { i: 'immutable', s: 'stable', v: 'volatile' } as const;

export const policyRoutines: SectionReader<PolicyRoutineRow> = {
  sql: () => `
WITH call AS (
  SELECT DISTINCT p.oid AS policy, found.part[1]::pg_catalog.oid AS routine
  FROM pg_catalog.pg_policy p
  CROSS JOIN LATERAL pg_catalog.regexp_matches(
    coalesce(p.polqual::pg_catalog.text, '') || ' ' || coalesce(p.polwithcheck::pg_catalog.text, ''), ':funcid (\\d+) ', 'g') AS found(part)
)
SELECT n.nspname::pg_catalog.text, c.relname::pg_catalog.text, p.polname::pg_catalog.text, f.nspname::pg_catalog.text, r.proname::pg_catalog.text,
  pg_catalog.oidvectortypes(r.proargtypes), r.provolatile::pg_catalog.text
FROM call
JOIN pg_catalog.pg_policy p ON p.oid = call.policy
JOIN pg_catalog.pg_class c ON c.oid = p.polrelid AND c.relpersistence <> 't'
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
JOIN pg_catalog.pg_proc r ON r.oid = call.routine
JOIN pg_catalog.pg_namespace f ON f.oid = r.pronamespace`,
  row: ([schema, relation, policy, routineSchema, routine, signature, volatility]) => ({
    schema: text(schema),
    relation: text(relation),
    policy: text(policy),
    routineSchema: text(routineSchema),
    routine: text(routine),
    signature: text(signature),
    volatility: word<PolicyRoutineRow['volatility']>(volatilities, volatility),
  }),
  key: (row) => keyOf(row.schema, row.relation, row.policy, row.routineSchema, row.routine, row.signature),
};
