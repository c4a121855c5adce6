import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { controlById } from './registry.ts';

const [head, ...lines] = readFileSync(
  path.join(import.meta.dirname, '../../../docs/existing-checks.tsv'),
  'utf8',
)
  .trimEnd()
  .split('\n');
const rows = lines.map((line) => {
  const [key = '', controls = '', reason = '', ...more] = line.split('\t');
  return { key, controls: controls.split(',').filter((one) => one !== ''), reason, more };
});

test('every check that other tools have stands here once', () => {
  expect(head).toBe('key\tcontrols\treason');
  expect(rows).toHaveLength(258);
  expect(new Set(rows.map((row) => row.key)).size).toBe(rows.length);
  for (const row of rows) expect(row.more, row.key).toEqual([]);
});

test('each is a control, a part of some, or stays out for a reason', () => {
  for (const { key, controls, reason } of rows) {
    for (const id of controls) expect(controlById(id), `${key}: ${id}`).not.toBeNull();
    expect(new Set(controls).size, key).toBe(controls.length);
    // A check that is another control's part, or nobody's, says why.
    if (!controls.includes(key)) expect(reason.length, key).toBeGreaterThan(20);
  }
});

test('a control that is named like a check is that check', () => {
  for (const { key, controls } of rows) {
    if (controlById(key)) expect(controls, key).toContain(key);
  }
});
