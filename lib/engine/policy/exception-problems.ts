import { parseExceptionObject } from './exception-object.ts';
import type { Policy } from './policy.ts';
import type { ProblemAt } from './policy-problem.ts';
import { type KnownIds, unknownControl } from './unknown-control.ts';

function realDay(day: string): boolean {
  const parsed = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().slice(0, 10) === day;
}

/** Exceptions that name no control, no object, no day, or that are over. */
export function exceptionProblems(policy: Policy, known: KnownIds): readonly ProblemAt[] {
  return (policy.exceptions ?? []).flatMap((exception, index): readonly ProblemAt[] => {
    const path = ['exceptions', index];
    const problems: ProblemAt[] = [...unknownControl(exception.control, known, [...path, 'control'])];
    const object = exception.object === undefined ? null : parseExceptionObject(exception.object);
    if (object && 'problem' in object) {
      problems.push({
        path: [...path, 'object'],
        message: `This names no object: ${object.problem}.`,
        remedy: 'See "exceptions" in docs/policy.md for how each kind is written.',
      });
    }
    if (!realDay(exception.expires)) {
      problems.push({
        path: [...path, 'expires'],
        message: `There is no day ${exception.expires}.`,
        remedy: 'Write a calendar day as YYYY-MM-DD.',
      });
    } else if (known.today !== undefined && exception.expires < known.today) {
      problems.push({
        severity: 'warning',
        path: [...path, 'expires'],
        message: `This exception ended on ${exception.expires}: it accepts nothing any more.`,
        remedy: 'Remove it, or have the risk accepted again until a new day.',
      });
    }
    return problems;
  });
}

/** Baselines that name no control, no row, a row twice, or evidence of a row they do not list. */
export function baselineProblems(policy: Policy, known: KnownIds): readonly ProblemAt[] {
  const first = new Map<string, number>();
  return (policy.baselines ?? []).flatMap((baseline, index): readonly ProblemAt[] => {
    const path = ['baselines', index];
    const named = baseline.objects.flatMap((object, at): readonly ProblemAt[] => {
      const parsed = parseExceptionObject(object);
      if ('problem' in parsed) {
        const remedy = 'See "baselines" in docs/policy.md for how each kind is written.';
        return [
          { path: [...path, 'objects', at], message: `This names no object: ${parsed.problem}.`, remedy },
        ];
      }
      const key = JSON.stringify([baseline.control, object]);
      const before = first.get(key);
      first.set(key, before ?? index);
      if (before === undefined) return [];
      const message = `This row is approved twice (also in baselines[${before}]).`;
      return [{ path: [...path, 'objects', at], message, remedy: 'Keep one of the two.' }];
    });
    const objects = new Set(baseline.objects);
    const strays = Object.keys(baseline.evidence ?? {}).filter((key) => !objects.has(key));
    return [
      ...unknownControl(baseline.control, known, [...path, 'control']),
      ...named,
      ...strays.map((key) => ({
        path: [...path, 'evidence', key],
        message: `The evidence is of an object that this baseline does not list: ${key}.`,
        remedy: 'List it under objects, or remove its evidence.',
      })),
    ];
  });
}
