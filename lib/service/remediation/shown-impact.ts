import { z } from 'zod';
import {
  dependentText,
  lineObject,
  privilegesText,
  sessionText,
} from '../../engine/remediation/impact-text.ts';
import { storedObject } from '../findings/stored-finding.ts';
import { type AffectedRole, type OrUnknown, type ShownImpact, shownLines } from './impact-view.ts';

const line = z.looseObject({
  role: z.string(),
  kind: z.string(),
  schema: z.string().nullable(),
  name: z.string(),
  column: z.string().nullable(),
  signature: z.string().nullable(),
  privilege: z.string(),
  grantable: z.boolean(),
  how: z.string(),
  otherwise: z.string().nullable().optional(),
});

const session = z.looseObject({
  role: z.string().nullable(),
  address: z.string().nullable(),
  application: z.string(),
  count: z.number(),
  why: z.string(),
});

/** What the engine worked out when it was planned, as a version keeps it. */
const impactSchema = z.looseObject({
  loses: z.array(line),
  gains: z.array(line),
  closes: z.array(z.string()),
  opens: z.array(z.string()),
  opened: z.array(z.looseObject({ fingerprint: z.string(), title: z.string() })).optional(),
  sessions: z.union([
    z.object({ refused: z.array(session), uncertain: z.array(session) }),
    z.object({ unknown: z.string() }),
  ]),
  dependents: z.array(
    z.looseObject({
      object: z.looseObject({ kind: z.string() }),
      roles: z.array(z.string()).nullable(),
      outcome: z.enum(['fails', 'may-fail']),
      why: z.string(),
    }),
  ),
  unknown: z.array(z.string()),
  open: z
    .object({ access: z.array(z.string()), findings: z.array(z.string()), dependents: z.array(z.string()) })
    .optional(),
});

type Line = z.infer<typeof line>;

function roles(lines: readonly Line[]): readonly AffectedRole[] {
  return [...Map.groupBy(lines, (one) => one.role)].map(([role, ones]) => ({
    role,
    summary: privilegesText(ones),
    lines: ones.slice(0, shownLines).map((one) => ({
      privilege: one.privilege,
      kind: one.kind,
      object: lineObject(one),
      grantable: one.grantable,
      how: one.how,
    })),
    total: ones.length,
  }));
}

/** An empty list only says that there is nothing where nothing was left open. */
function orUnknown<Value>(known: readonly Value[], open: string | null): OrUnknown<readonly Value[]> {
  return known.length === 0 && open !== null ? { unknown: open } : { known };
}

/**
 * What a version's prediction says, for the page; what cannot be read back is unknown, never empty. `statements`: what the last
 * rehearsal that asked has seen.
 */
export function shownImpact(
  json: unknown,
  titles: ReadonlyMap<string, string>,
  statements: Pick<ShownImpact, 'statements' | 'statementNotes'>,
): ShownImpact {
  const read = impactSchema.safeParse(json);
  if (!read.success) {
    const unknown = { unknown: 'what it does could not be worked out when it was planned' };
    return {
      loses: unknown,
      gains: unknown,
      closes: unknown,
      opens: unknown,
      sessions: unknown,
      dependents: unknown,
      ...statements,
    };
  }
  const { loses, gains, closes, opens, sessions, dependents, unknown } = read.data;
  const named = new Map(read.data.opened?.map(({ fingerprint, title }) => [fingerprint, title]));
  // Where nobody loses anything there is nothing to ask for.
  const nothingLost = loses.length === 0 && (read.data.open?.access ?? unknown).length === 0;
  const openOf = (part: 'access' | 'findings' | 'dependents') => {
    const sentences = read.data.open?.[part] ?? unknown;
    return sentences.length === 0 ? null : sentences.join('; ');
  };
  return {
    loses: orUnknown(roles(loses), openOf('access')),
    gains: orUnknown(roles(gains), openOf('access')),
    closes: orUnknown(closes, openOf('findings')),
    opens: orUnknown(
      opens.map((fingerprint) => ({
        fingerprint,
        title: named.get(fingerprint) ?? titles.get(fingerprint) ?? fingerprint,
      })),
      openOf('findings'),
    ),
    sessions:
      'unknown' in sessions
        ? { unknown: sessions.unknown }
        : { known: [...sessions.refused, ...sessions.uncertain].map(sessionText) },
    dependents: orUnknown(
      dependents.map((one) => dependentText({ ...one, object: storedObject(one.object) })),
      openOf('dependents'),
    ),
    ...(nothingLost ? { statements: { known: [] }, statementNotes: [] } : statements),
  };
}
