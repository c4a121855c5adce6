import { z } from 'zod';
import type { Score } from '../../engine/coverage/score.ts';
import { areas } from '../../engine/model/area.ts';
import { severities } from '../../engine/model/severity.ts';
import { verdictStatuses } from '../../engine/model/verdict.ts';

const points = z.object({ earned: z.number(), possible: z.number() });

const whole = points.extend({
  value: z.number().nullable(),
  areas: z.array(points.extend({ area: z.enum(areas) })),
  missing: z.object({ failing: z.number(), unknown: z.number(), waiting: z.number() }),
  nothingToGuard: z.number(),
});

const lines = z.array(
  z.object({
    control: z.string(),
    area: z.enum(areas),
    severity: z.enum(severities),
    status: z.enum(verdictStatuses),
    weight: z.number(),
    earned: z.number(),
    findings: z.number(),
    waitsFor: z.string().nullable(),
  }),
);

/** A score without its lines, for lists. */
export type ScoreOverview = Omit<Score, 'lines' | 'raises'>;

/** Null for results from before there was a score. */
export function storedScore(json: unknown): Score | null {
  if (json === null || json === undefined) return null;
  return whole
    .extend({ lines, raises: z.array(z.object({ control: z.string(), points: z.number() })) })
    .parse(json);
}

export function storedScoreOverview(json: unknown): ScoreOverview | null {
  return json === null || json === undefined ? null : whole.parse(json);
}
