import { createHash } from 'node:crypto';
import type { Change } from '../../model/change.ts';
import type { Condition } from '../plan.ts';
import { literal } from '../quote.ts';
import { roleExists } from './catalog-object.ts';
import { condition, notYet, roleSays } from './says.ts';

type SetPassword = Extract<Change, { do: 'set-password' }>;

const readable = "pg_catalog.has_column_privilege('pg_catalog.pg_authid', 'rolpassword', 'SELECT')";

/**
 * Whether exactly this verifier is stored; `otherwise` where the role that asks may not read pg_authid, which is superusers
 * alone. A query that names pg_authid is refused whole, whatever its CASE would have chosen, so the question is asked as text.
 * It holds the SHA-256 of the verifier: conditions are shown.
 */
function isStored({ role, verifier }: SetPassword, otherwise: boolean): string {
  const digest = createHash('sha256').update(verifier).digest('hex');
  const question = `SELECT EXISTS (SELECT FROM pg_catalog.pg_authid a WHERE a.rolname = ${literal(role)} AND pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(a.rolpassword, 'UTF8')), 'hex') = ${literal(digest)}) AS stored`;
  return (
    `CASE WHEN ${readable} THEN pg_catalog.strpos(pg_catalog.query_to_xml(${literal(question)}, false, false, '')` +
    `::pg_catalog.text, '<stored>true</stored>') > 0 ELSE ${otherwise} END`
  );
}

const where = '(asked where pg_authid may be read, which only a superuser may)';
const isStoredSays = ({ role }: SetPassword) =>
  `the verifier of this script is what is stored for ${roleSays(role)}`;

export const beforeSetPassword = (change: SetPassword): readonly Condition[] => [
  condition(`${roleSays(change.role)} exists`, roleExists(change.role)),
  condition(`${notYet}${isStoredSays(change)} ${where}`, `NOT (${isStored(change, false)})`),
];

/** ALTER ROLE either stores it or fails: a role that cannot look has nothing to fear from not looking. */
export const afterSetPassword = (change: SetPassword): readonly Condition[] => [
  condition(`${isStoredSays(change)} ${where}`, isStored(change, true)),
];
