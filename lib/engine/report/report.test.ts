import { expect, test } from 'vitest';
import { hostileNames } from '../../testing/hostile-names.ts';
import { csvColumns, formulaSafe, scanCsv } from './csv.ts';
import { scanDocument, scanJson } from './json.ts';
import { inline } from './markdown/markdown-text.ts';
import { hardeningReport } from './markdown.ts';
import { inputNaming, resultNaming } from './report-fixture.ts';
import { scanText } from './text.ts';

/** RFC 4180, as a spreadsheet reads it. */
function cells(csv: string): string[][] {
  const rows: string[][] = [[]];
  for (const [, quoted, plain = '', end] of csv.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/g)) {
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain);
    if (end === '\r\n') rows.push([]);
    if (end === '') break;
  }
  return rows.slice(0, -1);
}

const control = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

test('the JSON has the keys of the contract, worst finding first, names as the catalog has them', () => {
  const document = scanDocument(resultNaming('a"b\n\u202e'));
  expect(Object.keys(document)).toEqual([
    'schemaVersion',
    'scan',
    'target',
    'visibility',
    'controls',
    'findings',
    'coverage',
    'decisions',
    'score',
    'encryption',
  ]);
  expect(Object.keys(document.scan)).toEqual([
    'id',
    'startedAt',
    'finishedAt',
    'toolVersion',
    'policyDigest',
    'controlsDigest',
  ]);
  expect(Object.keys(document.target)).toEqual([
    'systemIdentifier',
    'serverVersion',
    'serverVersionNum',
    'substrate',
    'databases',
    'scanRole',
    'tls',
  ]);
  expect(document.findings.map((finding) => finding.fingerprint)).toEqual(['a', 'b']);
  const [first] = document.findings;
  expect(Object.keys(first ?? {}).slice(0, 5)).toEqual([
    'fingerprint',
    'control',
    'severity',
    'title',
    'object',
  ]);
  expect(first?.object).toEqual({
    kind: 'table',
    database: 'a"b\n\u202e',
    schema: 'a"b\n\u202e',
    name: 'a"b\n\u202e',
    column: null,
    role: null,
    rule: null,
    public: true,
  });
  expect(first?.remediation).toMatchObject({ kind: 'sql', down: '' });
  expect(document.findings[1]).toMatchObject({
    accepted: { until: '2030-01-01' },
    remediation: { kind: 'sql' },
  });
  expect(scanDocument(resultNaming('a'), () => null).findings[0]).toMatchObject({ remediation: null });
  expect([...scanJson(document)].join('')).toBe(`${JSON.stringify(document, null, 2)}\n`);
});

test('everything that was read and everything that was not is listed, once', () => {
  const { visibility } = scanDocument(resultNaming('shop'));
  const keys = visibility.map((entry) => `${entry.database} ${entry.input}`);
  expect(new Set(keys).size).toBe(keys.length);
  expect(visibility.find((entry) => entry.input === 'roles')).toEqual({
    input: 'roles',
    database: null,
    readable: true,
    reason: null,
    grant: null,
  });
  expect(visibility.find((entry) => entry.input === 'hba-rules')).toMatchObject({
    readable: false,
    reason: 'not part of this fixture',
  });
});

test('a role is named under name as well as under role', () => {
  const result = resultNaming('x');
  const verdicts = result.verdicts.map((verdict) => ({
    ...verdict,
    findings: verdict.findings.map((finding) => ({
      ...finding,
      object: { kind: 'role' as const, role: 'dba' },
    })),
  }));
  expect(scanDocument({ ...result, verdicts }).findings[0]?.object).toMatchObject({
    kind: 'role',
    name: 'dba',
    role: 'dba',
  });
});

test.each(['=1', '+1', '-1', '@a', ' =1', '\t=1', '\n=1', '\uff1d1', '=cmd|calc'])(
  '%j is no formula',
  (text) => {
    expect(formulaSafe(text).startsWith("'")).toBe(true);
  },
);

test('CSV has a stable header and one row a finding', () => {
  const rows = cells([...scanCsv(scanDocument(resultNaming('orders')))].join(''));
  expect(rows[0]).toEqual([...csvColumns]);
  expect(rows).toHaveLength(3);
  expect(rows[1]?.slice(0, 11)).toEqual([
    '1',
    'a',
    'public-table-grants',
    'critical',
    'open',
    'Everybody may read orders',
    'table',
    'orders',
    'orders',
    'orders',
    '',
  ]);
  expect(rows[2]?.[4]).toBe('accepted');
  expect(rows[1]?.[20]).toBe('BEGIN;\nREVOKE SELECT ON "orders" FROM PUBLIC;\nCOMMIT;\n');
});

test.each(hostileNames)('%j is readable and inert in every format', (name) => {
  const input = inputNaming(name);
  const text = scanText(input.document);
  expect(text.replaceAll('\n', '')).not.toMatch(control);

  const csv = [...scanCsv(input.document)].join('');
  for (const row of cells(csv).slice(1)) {
    expect(row).toHaveLength(csvColumns.length);
    for (const cell of row) {
      expect(cell).not.toMatch(/^\s*[=+\-@\uff1d]/);
      expect(cell.replaceAll('\n', '')).not.toMatch(control);
    }
  }

  const markdown = hardeningReport(input);
  expect(markdown.replaceAll('\n', '')).not.toMatch(control);
  expect(hardeningReport(inputNaming('plain')).split('\n## ').length).toBe(markdown.split('\n## ').length);
  const outside = markdown.replace(/^(`{3,}).*\n[\s\S]*?^\1$/gm, '');
  for (const line of outside.split('\n')) {
    const html = line.replaceAll('<br>', '').replace(/\\./g, '');
    expect(html).not.toMatch(/[<>[\]]/);
    expect(html).not.toMatch(/https?:\/\/|www\./);
  }
});

test('a table has as many cells in every row, whatever the names', () => {
  for (const name of ['a|b', 'a\\|b', '\\', '|', 'a\nb', '`|`', '||\\|']) {
    const lines = hardeningReport(inputNaming(name)).split('\n');
    let width = 0;
    for (const line of lines) {
      const bars = line.replace(/\\./g, '').match(/\|/g)?.length ?? 0;
      if (!line.startsWith('|')) width = 0;
      else if (width === 0) width = bars;
      else expect(bars, `${name}: ${line}`).toBe(width);
    }
  }
});

test('a script with an invisible character is not printed for copying', () => {
  expect(hardeningReport(inputNaming('a\u202eb'))).toContain(
    'direction-changing characters and is not printed',
  );
  expect(hardeningReport(inputNaming('a```b'))).toContain('````sql\nBEGIN;\nREVOKE SELECT ON "a```b"');
});

test('Markdown text reads as it is once the escapes are taken away', () => {
  for (const name of hostileNames.filter((one) => !control.test(one))) {
    const rendered = inline(name)
      .replace(/\\([!-/:-@[-`{-~])/g, '$1')
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&amp;', '&');
    expect(rendered).toBe(name);
  }
});

test('megabytes of a name do not become megabytes of a report', () => {
  const input = inputNaming('x'.repeat(1_000_000));
  expect(hardeningReport(input).length).toBeLessThan(2_500_000);
  expect(scanText(input.document).length).toBeLessThan(20_000);
});
