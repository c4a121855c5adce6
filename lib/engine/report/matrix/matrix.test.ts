import { expect, test } from 'vitest';
import { hostileNames } from '../../../testing/hostile-names.ts';
import { parse } from '../../../testing/parse-csv.ts';
import type { ControlState, Coverage, CoverageControl } from '../../coverage/coverage.ts';
import { everything, filterCoverage } from '../../coverage/filter.ts';
import { matrixCsv, matrixCsvColumns } from './matrix-csv.ts';
import { type MatrixInput, stateSigns } from './matrix-input.ts';
import { matrixMarkdown } from './matrix-markdown.ts';
import { matrixSvg } from './matrix-svg.ts';

const control = (id: string, area: CoverageControl['area'], state: ControlState): CoverageControl => ({
  id,
  area,
  enforcedWhere: 'engine',
  status: state === 'missing' || state === 'partial' ? 'fail' : 'pass',
  state,
  verified: false,
  findings: 2,
  acceptedUntil: state === 'accepted' ? '2027-01-01' : null,
});

function inputNaming(name: string, more: Partial<MatrixInput> = {}): MatrixInput {
  const row = { title: name, residualRisk: name, setAside: null };
  const coverage: Coverage = {
    threats: [
      { ...row, id: 'empty', status: 'gap', controls: [] },
      {
        ...row,
        id: 'several',
        status: 'partial',
        controls: [
          control('a', 'network', 'missing'),
          control('b', 'network', 'verified'),
          control('c', 'rows', 'accepted'),
        ],
      },
    ],
    boundaries: [
      {
        ...row,
        id: name,
        status: 'covered',
        controls: [control('a', 'network', 'unverified')],
        cidrs: [name],
      },
    ],
    removableControls: ['z'],
    databases: [{ name, controls: {} }],
  };
  const filtered = filterCoverage(coverage, { ...everything, database: name }, () => []);
  if (filtered === null) throw new Error('no such database');
  return {
    coverage: filtered,
    name,
    scannedAt: '2026-11-21T10:00:00.000Z',
    unfolded: [],
    notes: new Map([['several', name]]),
    titleOf: (id) => `Title of ${id}`,
    ...more,
  };
}

const invisible = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

/** Every tag opened is closed, in order; nothing but known elements; the text between them. */
function wellFormed(svg: string): string {
  const open: string[] = [];
  for (const [, end, name = '', self] of svg.matchAll(/<(\/?)([a-zA-Z]+)(?:\s[^<>]*?)?(\/?)>/g)) {
    expect(['svg', 'g', 'title', 'text', 'rect', 'path', 'circle']).toContain(name);
    if (end) expect(open.pop()).toBe(name);
    else if (!self) open.push(name);
  }
  expect(open).toEqual([]);
  const text = svg.replace('<?xml version="1.0" encoding="UTF-8"?>', '').replace(/<[^<>]*>/g, '\n');
  expect(text).not.toMatch(/[<>]|&(?!(amp|lt|gt|quot|#39);)/);
  return text;
}

test.each(hostileNames)('%j is readable and inert in every format', (name) => {
  const input = inputNaming(name);
  const rows = parse(matrixCsv(input));
  expect(rows).toHaveLength(5);
  for (const row of rows) {
    expect(Object.keys(row)).toEqual([...matrixCsvColumns]);
    for (const cell of Object.values(row)) {
      expect(cell).not.toMatch(/^\s*[=+\-@\uff1d]/);
      expect(cell).not.toMatch(invisible);
    }
  }
  const markdown = matrixMarkdown(input);
  expect(markdown.replaceAll('\n', '')).not.toMatch(invisible);
  const bars = markdown
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map((line) => line.replace(/\\./g, '').match(/\|/g)?.length);
  expect(new Set(bars).size).toBe(1);

  const svg = matrixSvg(input);
  expect(svg.replaceAll('\n', '')).not.toMatch(invisible);
  wellFormed(svg);
  expect(svg).not.toMatch(/<script|<style|href|url\(|@import/i);
});

test('the CSV has a line for each control, and one for a row without any', () => {
  const rows = parse(matrixCsv(inputNaming('shop')));
  expect(rows.map((row) => [row.kind, row.id, row.control, row.state, row.accepted_until])).toEqual([
    ['threat', 'empty', '', '', ''],
    ['threat', 'several', 'a', 'missing', ''],
    ['threat', 'several', 'b', 'verified', ''],
    ['threat', 'several', 'c', 'accepted', '2027-01-01'],
    ['boundary', 'shop', 'a', 'unverified', ''],
  ]);
  expect(rows[1]).toMatchObject({
    note: 'shop',
    database: 'shop',
    control_title: 'Title of a',
    status: 'partial',
  });
});

test('the Markdown says the state of each area by a sign that is explained', () => {
  const markdown = matrixMarkdown(inputNaming('shop'));
  expect(markdown).toContain('| shop | **Partial** | ◪ 1/2 | ◷ 0/1 | Reduced: ');
  expect(markdown).toContain('<br>Note: shop |');
  expect(markdown).toContain('| shop | **Gap** | · | · | Open: no control stands against it |');
  for (const sign of Object.values(stateSigns)) expect(markdown).toContain(sign);
  expect(markdown).toContain('Title of z (z)');
});

test('an unfolded area stands as its controls; what is filtered away says so', () => {
  const unfolded = matrixSvg(inputNaming('shop', { unfolded: ['network'] }));
  expect(wellFormed(unfolded)).toMatch(/\na\n/);
  expect(wellFormed(matrixSvg(inputNaming('shop')))).not.toMatch(/\na\n/);
  const input = inputNaming('shop');
  const none = { ...input, coverage: { ...input.coverage, rows: [] } };
  expect(wellFormed(matrixSvg(none))).toContain('Nothing is left by the filter.');
  expect(matrixMarkdown(none)).toContain('Nothing is left by the filter.');
  expect(wellFormed(matrixSvg(input))).toContain('Only database: shop');
});

test('30 rows by 160 controls are a picture of one page', () => {
  const controls = Array.from({ length: 160 }, (_, index) =>
    control(`c${index}`, index % 2 === 0 ? 'network' : 'rows', 'unverified'),
  );
  const input = inputNaming('shop');
  const row = input.coverage.rows[0];
  if (!row) throw new Error('no row');
  const rows = Array.from({ length: 30 }, (_, index) => ({ ...row, id: `t${index}`, controls }));
  const svg = matrixSvg({ ...input, coverage: { ...input.coverage, rows }, unfolded: ['network', 'rows'] });
  wellFormed(svg);
  expect(Number(/width="(\d+)"/.exec(svg)?.[1])).toBeGreaterThan(3_000);
});
