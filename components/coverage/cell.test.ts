import { expect, test } from 'vitest';
import type { CoverageControl, CoverageThreat } from '#lib/engine/coverage/coverage.ts';
import { cellOf, columnsOf, controlsAt } from './cell.ts';

function control(status: CoverageControl['status'], more: Partial<CoverageControl> = {}): CoverageControl {
  return {
    id: 'c',
    area: 'rows',
    status,
    state: 'unverified',
    acceptedUntil: null,
    enforcedWhere: 'policy',
    verified: false,
    findings: 0,
    ...more,
  };
}

test('no control is no cell, which is not the same as one that does not apply', () => {
  expect(cellOf([])).toBeNull();
  expect(cellOf([control('not-applicable')])?.mark).toBe('not-applicable');
});

test('one failing or unknown control keeps a cell from passing', () => {
  const marks = (...statuses: CoverageControl['status'][]) =>
    cellOf(statuses.map((status) => control(status)))?.mark;
  expect(marks('pass', 'pass')).toBe('pass');
  expect(marks('pass', 'pass', 'fail')).toBe('partial');
  expect(marks('pass', 'fail', 'fail')).toBe('fail');
  expect(marks('fail')).toBe('fail');
  expect(marks('pass', 'pass', 'unknown')).toBe('unknown');
  expect(marks('pass', 'accepted')).toBe('accepted');
  expect(marks('fail', 'unknown')).toBe('fail');
  expect(marks('pass', 'not-applicable')).toBe('pass');
});

test('a cell is verified only when everything that holds was probed', () => {
  expect(cellOf([control('pass', { verified: true })])?.verified).toBe(true);
  expect(cellOf([control('pass', { verified: true }), control('pass')])?.verified).toBe(false);
  expect(cellOf([control('unknown', { verified: true })])?.verified).toBe(false);
});

test('counts leave out what does not apply, and add up findings', () => {
  const cell = cellOf([control('pass'), control('fail', { findings: 3 }), control('not-applicable')]);
  expect(cell).toMatchObject({ holding: 1, applying: 2, findings: 3 });
});

test('an unfolded area is followed by its controls, sorted and once each', () => {
  const threat = (id: string, controls: CoverageControl[]): CoverageThreat => ({
    id,
    title: id,
    status: 'gap',
    residualRisk: '',
    setAside: null,
    controls,
  });
  const threats = [
    threat('one', [
      control('pass', { id: 'z' }),
      control('pass', { id: 'a' }),
      control('pass', { id: 'n', area: 'network' }),
    ]),
    threat('two', [control('fail', { id: 'a' })]),
  ];
  expect(columnsOf(threats, new Set(['rows']))).toEqual([
    { area: 'network', control: null },
    { area: 'rows', control: null },
    { area: 'rows', control: 'a' },
    { area: 'rows', control: 'z' },
  ]);
  const [one, two] = threats;
  expect(one && controlsAt(one, { area: 'rows', control: null })).toHaveLength(2);
  expect(two && controlsAt(two, { area: 'rows', control: 'z' })).toEqual([]);
});
