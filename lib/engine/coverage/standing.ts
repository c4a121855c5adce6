import type { Finding } from '../model/finding.ts';
import type { ObjectRef } from '../model/object-ref.ts';
import { foundBy, type Verdict, type VerdictStatus } from '../model/verdict.ts';
import type { ControlStanding } from './coverage.ts';
import type { Guarded } from './guarded.ts';

/** A verdict, or the part of it that concerns one place. */
interface Judged {
  readonly status: VerdictStatus;
  readonly findings: readonly Finding[];
  /** Everything was read and decided. */
  readonly complete: boolean;
  /** It holds in some other place, or for some of the objects here. */
  readonly holdsForSome: boolean;
}

/** A control nobody judged. */
export const unjudged: ControlStanding = {
  status: 'unknown',
  state: 'unknown',
  verified: false,
  findings: 0,
  acceptedUntil: null,
};

/**
 * How a control counts: a failure all of whose findings are accepted is `accepted`, but only where the control looked
 * everywhere; with something unread or undecided beside them it is as good as `unknown`.
 */
function standing({ status, findings, complete, holdsForSome }: Judged, probed: boolean): ControlStanding {
  const open = findings.filter((finding) => finding.accepted === null).length;
  const ends = findings.flatMap((finding) => finding.accepted?.until ?? []).sort();
  // What a more exact control says is counted where it is listed.
  const listed = findings.filter((finding) => finding.accepted === null && !('saidBy' in finding)).length;
  const base = { findings: listed, acceptedUntil: ends[0] ?? null, verified: probed && status === 'pass' };
  if (status === 'pass') return { ...base, status, state: probed ? 'verified' : 'unverified' };
  if (status !== 'fail') return { ...base, status, state: status };
  if (open > 0) return { ...base, status, state: holdsForSome ? 'partial' : 'missing' };
  const counted = complete ? 'accepted' : 'unknown';
  return { ...base, status: counted, state: counted };
}

/** The object a finding is about, without who holds a right on it. */
const key = ({ kind, database, schema, relation, name, signature, rule, role }: ObjectRef) =>
  JSON.stringify([database, schema, relation, name, signature, rule, kind === 'role' ? role : null]);

const distinct = (findings: readonly Finding[]) =>
  new Set(findings.map((finding) => key(finding.object))).size;

const fewerThan = (findings: readonly Finding[], guarded: number | null) =>
  guarded !== null && distinct(findings) < guarded;

/** How a control stands in the whole cluster. */
export function clusterStanding(verdict: Verdict, probed: boolean, guarded: Guarded): ControlStanding {
  const { status, reason, gaps, inDatabases = [] } = verdict;
  const findings = foundBy(verdict);
  const elsewhere = inDatabases.some((one) => one.status === 'pass');
  const complete = reason === null && gaps.length === 0;
  const holdsForSome =
    status === 'fail' && (elsewhere || fewerThan(findings, guarded(verdict.control, null)));
  return standing({ status, findings, complete, holdsForSome }, probed);
}

/** A finding of the cluster concerns every database, unless it is about another one. */
function concerns({ object }: Finding, database: string): boolean {
  if (object.kind === 'database') return object.name === undefined || object.name === database;
  return object.database === undefined || object.database === database;
}

/**
 * How a control stands in one database: by its own look there, and for a control of the whole cluster by the findings
 * that concern this database. Where the database was not looked at it is unknown.
 */
export function databaseStanding(
  verdict: Verdict,
  database: string,
  probed: boolean,
  guarded: Guarded,
): ControlStanding {
  const findings = foundBy(verdict).filter((finding) => concerns(finding, database));
  const judged = judgedIn(verdict, database, findings);
  const holdsForSome = judged.status === 'fail' && fewerThan(findings, guarded(verdict.control, database));
  return standing({ ...judged, findings, holdsForSome }, probed);
}

function judgedIn(
  verdict: Verdict,
  database: string,
  findings: readonly Finding[],
): Pick<Judged, 'status' | 'complete'> {
  if (verdict.inDatabases !== undefined) {
    const own = verdict.inDatabases.find((one) => one.database === database);
    return own ? { status: own.status, complete: !own.incomplete } : { status: 'unknown', complete: false };
  }
  const complete = verdict.reason === null && verdict.gaps.length === 0;
  if (verdict.status !== 'fail' || findings.length > 0) return { status: verdict.status, complete };
  return { status: complete ? 'pass' : 'unknown', complete };
}
