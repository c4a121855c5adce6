import type { ClusterFacts, DatabaseFacts } from '../../engine/analysis/facts.ts';
import { loadParser } from '../../engine/analysis/row-security/parser.ts';
import type { Gap } from '../../engine/model/gap.ts';
import type { Policy } from '../../engine/policy/policy.ts';
import type { Access } from '../auth/access.ts';
import { judgedPolicy } from '../policy/judged-policy.ts';
import type { ShownScan } from '../scans/scan-overview.ts';
import { requireResult } from '../scans/shown-scan.ts';
import { requireTarget } from '../targets/get-target.ts';
import { keptFacts } from './kept-facts.ts';

/** The last good scan, opened for questions: what it saw, and the policy it was judged by. */
export interface OpenSnapshot {
  readonly scan: ShownScan;
  readonly facts: ClusterFacts;
  readonly policy: Policy;
}

/** Opens the last good scan. Throws `not-found` where there is none. SQL may be parsed afterwards. */
export async function openSnapshot(access: Access<'finding:read'>, targetId: string): Promise<OpenSnapshot> {
  access.demand('finding:read');
  await requireTarget(targetId);
  const scan = await requireResult(targetId);
  const [facts, policy] = await Promise.all([keptFacts(scan.id), judgedPolicy(targetId, scan), loadParser()]);
  return { scan, facts, policy };
}

/** The databases of a snapshot, and which of them is asked about. */
export interface DatabaseChoice {
  /** Sorted; those that could not be read are among them. */
  readonly names: readonly string[];
  readonly chosen: string;
}

/**
 * The database asked for, else the one with most of the customer's relations; the gap where that one could not be read.
 */
export function chooseDatabase(
  { facts }: OpenSnapshot,
  wanted: string,
): DatabaseChoice & ({ readonly database: DatabaseFacts } | { readonly gap: Gap }) {
  const unread = facts.inventory.unreadDatabases;
  const names = [
    ...facts.databases.map((one) => one.name),
    ...unread.flatMap((gap) => (gap.database === null ? [] : [gap.database])),
  ].sort();
  const gap = unread.find((one) => one.database === wanted);
  if (gap && wanted !== '') return { names, chosen: wanted, gap };
  const database = facts.databases.find((one) => one.name === wanted) ?? fullest(facts);
  if (database) return { names, chosen: database.name, database };
  return {
    names,
    chosen: '',
    gap: unread[0] ?? {
      input: 'databases',
      database: null,
      reason: 'the scan was asked for no database',
      grant: null,
    },
  };
}

function fullest(facts: ClusterFacts): DatabaseFacts | undefined {
  const size = ({ name }: DatabaseFacts) => {
    const section = facts.inventory.databases.find((one) => one.name === name)?.sections.relations;
    return section && 'rows' in section ? section.rows.length : -1;
  };
  return facts.databases.toSorted((a, b) => size(b) - size(a))[0];
}
