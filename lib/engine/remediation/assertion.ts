import type { Condition } from './plan.ts';
import { literal } from './quote.ts';

/**
 * A statement that fails where a condition does not hold, in plain SQL: `invalid input syntax for type integer: "Postern: …"`.
 * The text that is cast depends on a row, so that the planner does not work it out (and fail) beforehand.
 */
export function assertionOf({ says, sql }: Condition): string {
  const otherwise = literal(`Postern: this does not hold: ${says}`);
  return `SELECT CASE WHEN "holds" THEN '1' ELSE ${otherwise} END::pg_catalog.int4 AS "postern" FROM (SELECT (${sql}) AS "holds") AS "asked"`;
}
