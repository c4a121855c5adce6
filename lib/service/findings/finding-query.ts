import { z } from 'zod';
import { areas } from '../../engine/model/area.ts';
import { severities } from '../../engine/model/severity.ts';
import { shownStates } from './finding-state.ts';

/** A list in a URL: `a,b`, or the parameter twice. Unknown members are dropped, so that an old link still opens. */
function listOf<Member extends string>(members: readonly Member[]) {
  return anyList.transform((given) => members.filter((member) => given.includes(member)));
}

const anyList = z
  .union([z.string(), z.array(z.string())])
  .optional()
  .transform((given) =>
    (Array.isArray(given) ? given : [given ?? ''])
      .flatMap((part) => part.split(','))
      .map((part) => part.trim())
      .filter((part) => part !== ''),
  );

const one = z.union([z.string(), z.array(z.string()).transform((given) => given.at(-1) ?? '')]);
const text = one.optional().transform((given) => given?.trim() ?? '');

function choice<Member extends string>(members: readonly [Member, ...Member[]]) {
  return one
    .optional()
    .transform((given): Member => members.find((member) => member === given) ?? members[0]);
}

const whole = (least: number, most: number, fallback: number) =>
  one.optional().transform((given) => {
    const number = Number.parseInt(given ?? '', 10);
    return Number.isFinite(number) ? Math.min(most, Math.max(least, number)) : fallback;
  });

export const findingSorts = ['severity', 'control', 'object', 'database'] as const;
export const remediationKinds = ['sql', 'config', 'manual', 'migration'] as const;

/**
 * Filter, sort, search and page of the findings list, as it stands in the URL. It never refuses: what it does not understand it
 * leaves out, so that a link from somewhere else still opens. Lists: several values of one filter mean any of them.
 */
export const findingQuerySchema = z.object({
  /** Found in title, object or control, anywhere, case-insensitive. */
  q: text,
  severity: listOf(severities),
  area: listOf(areas),
  control: anyList,
  /** Database names; a cluster-wide finding has none. */
  database: z
    .union([z.string(), z.array(z.string())])
    .optional()
    .transform(databaseNames),
  threat: anyList,
  /** Kind of remediation. */
  fix: listOf(remediationKinds),
  /** By these states alone; without any, as `accepted` says. */
  state: listOf(shownStates),
  /** `hide`: what still has to be mended; `only`: accepted; `all`: everything the last scan found. */
  accepted: choice(['hide', 'only', 'all']),
  /** Ids of people, `me`, `nobody`. */
  assignee: anyList,
  /** `new`: what came, or came back, with the last scan. */
  since: choice(['any', 'new']),
  /** Accepted, and ending within this many days. */
  until: choice(['any', '7', '30']),
  sort: choice(findingSorts),
  dir: choice(['asc', 'desc']),
  page: whole(1, 1_000_000, 1),
  size: whole(10, 200, 50),
});

// A database's name may hold a comma, so only repeating the parameter makes a list of these.
function databaseNames(given: string | string[] | undefined): string[] {
  return (Array.isArray(given) ? given : [given ?? '']).filter((name) => name !== '');
}

export type FindingQuery = z.infer<typeof findingQuerySchema>;

/** From a page's `searchParams` or a URL's. */
export function parseFindingQuery(
  parameters: URLSearchParams | Readonly<Record<string, string | string[] | undefined>>,
): FindingQuery {
  const said =
    parameters instanceof URLSearchParams
      ? Object.fromEntries([...new Set(parameters.keys())].map((name) => [name, parameters.getAll(name)]))
      : parameters;
  return findingQuerySchema.parse(said);
}
