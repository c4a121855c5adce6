import { expect, test } from 'vitest';
import { lineRuns } from './line-runs.ts';

test('joined again the pieces are the text, and what is not plain stands alone', () => {
  const lines = Array.from({ length: 1200 }, (_, at) => (at === 700 ? 'evil \u202e line' : `line ${at}`));
  lines[3] = '';
  lines[1100] = 'tab\there';
  const runs = lineRuns(lines);
  expect(runs.join('\n')).toBe(lines.join('\n'));
  expect(runs.filter((run) => !/^[\x20-\x7e\n]*$/.test(run))).toEqual(['evil \u202e line', 'tab\there']);
  expect(runs.length).toBeLessThan(10);
  expect(lineRuns([])).toEqual([]);
  expect(lineRuns(['', ''])).toEqual(['\n']);
});
