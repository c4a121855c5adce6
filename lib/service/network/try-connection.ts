import { z } from 'zod';
import { clusterAccess } from '../../engine/analysis/effective-privileges.ts';
import type { ClusterFacts } from '../../engine/analysis/facts.ts';
import { canonicalRule } from '../../engine/analysis/hba/canonical-rule.ts';
import { decide } from '../../engine/analysis/hba/decide.ts';
import type { HbaDecision, HbaRequest } from '../../engine/analysis/hba/hba-rule.ts';
import { parseIpAddress } from '../../engine/analysis/hba/ip-address.ts';
import { type MapDecision, mapDecision } from '../../engine/analysis/hba/outside-name.ts';
import { rulesFromInventory } from '../../engine/analysis/hba/rules-from-inventory.ts';
import { roleGraph } from '../../engine/analysis/role-graph.ts';
import { orGap } from '../snapshot/or-gap.ts';
import { choiceField, nameField, type SearchParameters, textField } from '../snapshot/query-fields.ts';

const attemptSchema = z.object({
  user: nameField,
  database: nameField,
  /** Empty: the socket. */
  address: textField,
  encryption: choiceField(['none', 'tls', 'gss']),
  replication: choiceField(['no', 'yes']),
  /** What the outside calls who connects, where the deciding rule asks for such a name; empty: not said. */
  outside: nameField,
});

/** A connection attempt, as the form's address has it. */
export type Attempt = z.infer<typeof attemptSchema>;

export const parseAttempt = (said: SearchParameters): Attempt => attemptSchema.parse(said);

export interface AttemptAnswer {
  readonly decision: HbaDecision['decision'];
  readonly method: string | null;
  readonly options: Readonly<Record<string, string>>;
  readonly rule: { readonly file: string | null; readonly line: number; readonly text: string } | null;
  readonly reason: string;
  /** Whether the name from outside may be the role; null where none is asked for. */
  readonly outside: OutsideAnswer | null;
  /** What the server would still refuse for, once the rules let the attempt past. */
  readonly afterwards: readonly string[];
}

export interface MapLine {
  readonly file: string | null;
  readonly line: number;
  readonly text: string;
}

export interface OutsideAnswer extends Pick<MapDecision, 'name' | 'map' | 'verdict' | 'reason'> {
  readonly line: MapLine | null;
  /** The first lines of the map that are for the role. */
  readonly forRole: readonly MapLine[];
}

export type AttemptResult =
  | { readonly wrong: { readonly field: 'user' | 'database' | 'address'; readonly message: string } }
  | { readonly answer: AttemptAnswer };

/** What comes after `pg_hba`: nothing of it is asked before the rules have let the attempt past. */
function afterwards(facts: ClusterFacts, { user, database, replication }: Attempt): readonly string[] {
  const row = roleGraph(facts).roles.get(user);
  if (!row) return ['No role of that name exists: the server asks for the method and then refuses.'];
  const said: string[] = [];
  if (!row.login) said.push('The role has no LOGIN: it is refused.');
  if (row.expired) said.push('The password of the role is past its VALID UNTIL: password methods refuse it.');
  if (row.connectionLimit === 0)
    said.push('Its connection limit is 0: it is refused, unless it is a superuser.');
  if (replication === 'yes') {
    if (!row.replication && !row.superuser) said.push('The role has no REPLICATION: it is refused.');
    return said;
  }
  const found = facts.read('databases').find((one) => one.name === database);
  if (!found) return [...said, 'No database of that name exists: it is refused.'];
  if (!found.allowConnections) said.push('The database allows no connections: it is refused.');
  const connect = orGap(() =>
    clusterAccess(facts).has(user, { kind: 'database', name: database }, 'CONNECT'),
  );
  if (!connect.gap && !connect.value) said.push('The role has no CONNECT on the database: it is refused.');
  return said;
}

const shownLines = 20;

function outsideAnswer(
  facts: ClusterFacts,
  decision: HbaDecision,
  request: HbaRequest,
  given: string,
): OutsideAnswer | null {
  if (decision.decision !== 'method') return null;
  const { user, memberOf, userExists = true } = request;
  const found = mapDecision(facts, decision, { user, memberOf, userExists }, given);
  if (found === null) return null;
  const shown = ({ file, line, text }: MapLine): MapLine => ({ file, line, text });
  return {
    name: found.name,
    map: found.map,
    verdict: found.verdict,
    reason: found.reason,
    line: found.line && shown(found.line),
    forRole: found.forRole.slice(0, shownLines).map(shown),
  };
}

/** What the server does with the attempt, by the rules of the snapshot. Throws `UnreadSection` where they were not read. */
export function tryConnection(facts: ClusterFacts, attempt: Attempt): AttemptResult {
  const replication = attempt.replication === 'yes';
  if (attempt.user === '') return { wrong: { field: 'user', message: 'Which role connects?' } };
  if (attempt.database === '' && !replication)
    return { wrong: { field: 'database', message: 'To which database?' } };
  const address = attempt.address === '' ? null : parseIpAddress(attempt.address);
  if (attempt.address !== '' && address === null)
    return {
      wrong: {
        field: 'address',
        message: 'Not an IP address. The rules look at the address a client comes from, never at its name.',
      },
    };
  const graph = roleGraph(facts);
  const request: HbaRequest = {
    user: attempt.user,
    database: attempt.database,
    address,
    tls: address !== null && attempt.encryption === 'tls',
    gss: address !== null && attempt.encryption === 'gss',
    replication,
    memberOf: graph.memberOf(attempt.user),
    userExists: graph.roles.has(attempt.user),
    serverAddresses: null,
  };
  const decision = decide(rulesFromInventory(facts), request);
  const { rule } = decision;
  return {
    answer: {
      decision: decision.decision,
      method: decision.method,
      options: decision.options,
      rule: rule && { file: rule.file, line: rule.line, text: canonicalRule(rule) },
      reason: decision.reason,
      outside: outsideAnswer(facts, decision, request, attempt.outside),
      afterwards: decision.decision === 'method' ? afterwards(facts, attempt) : [],
    },
  };
}
