import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { type LoadedPolicy, loadPolicy } from './load.ts';
import type { PolicyProblem } from './policy-problem.ts';

const docs = new URL('../../../docs/', import.meta.url);
const example = readFileSync(new URL('policy.example.yaml', docs), 'utf8');

function problems(text: string, known = {}): readonly PolicyProblem[] {
  const loaded = loadPolicy(text, known);
  return 'problems' in loaded ? loaded.problems : loaded.warnings;
}

function loaded(text: string): LoadedPolicy {
  const answer = loadPolicy(text);
  if ('problems' in answer) throw new Error(JSON.stringify(answer.problems));
  return answer;
}

/** `line:column path message remedy` of the first problem. */
function first(text: string, known = {}): string {
  const [problem] = problems(text, known);
  return problem
    ? `${problem.severity} ${problem.line}:${problem.column} ${problem.path} | ${problem.message} ${problem.remedy}`
    : 'none';
}

test('the published example loads without an error or a warning', () => {
  const { policy, digest, warnings } = loaded(example);
  expect(warnings).toEqual([]);
  expect(policy.roles?.map((role) => role.kind)).toEqual(['owner', 'application', 'readonly']);
  expect(policy.exceptions?.[0]?.expires).toBe('2027-03-31');
  expect(digest).toMatch(/^[0-9a-f]{64}$/);
  expect(Object.isFrozen(policy.roles?.[1]?.may?.[0]?.privileges)).toBe(true);
});

test.each<[string, string, string]>([
  ['empty', '', 'error 1:1  | The document is empty.'],
  ['only comments', '# nothing\n---\n# here\n', 'error 1:1  | The document is empty.'],
  ['not YAML', 'version: 1\nroles: [a, {b\n', 'This is not valid YAML'],
  ['a picture', '\u0089PNG\r\n\u001a\n\0\0\0', 'it is not text'],
  ['a list', '- version: 1', 'error 1:1  | A policy is a map of keys, not a list.'],
  ['text', 'hello', 'A policy is a map of keys, not text.'],
  ['two documents', 'version: 1\n---\nversion: 1\n', 'Put one policy in one file.'],
  [
    'a key twice',
    'version: 1\nsystem: {}\nversion: 1\n',
    'error 3:1  | This is not valid YAML: this key stands twice in the same map Keep one of the two',
  ],
  ['a tab', 'version: 1\nsystem:\n\tname: x\n', 'error 3:1'],
  ['a tag', 'version: !!js/function 1', 'Remove the tag'],
  ['no version', 'system:\n  name: x\n', 'error 1:1 version | The key "version" is missing. Add it: 1.'],
  ['version 2', 'version: 2', 'error 1:10 version | "2" is not allowed here. Did you mean "1"?'],
  [
    'unknown key',
    'version: 1\nclasification: []\n',
    'error 2:1 clasification | Unknown key "clasification". Did you mean "classification"?',
  ],
  [
    'unknown key below',
    'version: 1\nroles:\n  - role: a\n    kind: owner\n    database: [x]\n',
    'error 5:5 roles[0].database | Unknown key "database". Did you mean "databases"?',
  ],
  ['unknown prototype key', 'version: 1\n__proto__: {a: 1}\n', 'Unknown key "__proto__"'],
  [
    'unknown kind',
    'version: 1\nroles:\n  - role: a\n    kind: aplication\n',
    'error 4:11 roles[0].kind | "aplication" is not allowed here. Did you mean "application"?',
  ],
  [
    'missing kind',
    'version: 1\nroles:\n  - role: a\n',
    'error 3:5 roles[0].kind | The key "kind" is missing. Add it: application',
  ],
  [
    'missing reason',
    'version: 1\nthreats: {setAside: [{id: backup-theft}]}',
    'The key "reason" is missing here.',
  ],
  [
    'a number for a name',
    'version: 1\nsystem:\n  name: 17\n',
    'error 3:9 system.name | Expected text, found a number. Put the value in double quotes.',
  ],
  ['nothing for a list', 'version: 1\nroles:\n', 'error 2:7 roles | Expected a list, found nothing.'],
  [
    'a fraction of days',
    'version: 1\naudit:\n  retentionDays: 1.5\n',
    'error 3:18 audit.retentionDays | Expected a whole number, found "1.5".',
  ],
  ['no days', 'version: 1\naudit:\n  retentionDays: 0\n', 'It must be more than 0.'],
  ['endless days', 'version: 1\naudit: {retentionDays: .inf}\n', 'audit.retentionDays'],
  [
    'an address that is none',
    'version: 1\nboundaries:\n  - id: a\n    cidrs: [10.0.0.0/8, 10.0.0.0/33]\n',
    'error 4:25 boundaries[0].cidrs[1] | "10.0.0.0/33" is not an address range.',
  ],
  ['an address without length', 'version: 1\nboundaries: [{id: a, cidrs: [10.0.0.1]}]', 'Write 10.0.0.1/32'],
  ['an octal address', 'version: 1\nboundaries: [{id: a, cidrs: [010.0.0.1/32]}]', 'is not an address range'],
  [
    'host bits',
    'version: 1\nboundaries: [{id: a, cidrs: [10.0.0.1/8]}]',
    'warning 2:30 boundaries[0].cidrs[0]',
  ],
  [
    'a date that is none',
    'version: 1\nexceptions: [{control: c, reason: r, approvedBy: a, expires: 31.12.2027}]',
    'is not a date',
  ],
  [
    'a day that is none',
    'version: 1\nexceptions: [{control: c, reason: r, approvedBy: a, expires: 2027-02-30}]',
    'There is no day 2027-02-30',
  ],
  [
    'a role with two kinds',
    'version: 1\nroles:\n  - {role: a, kind: owner}\n  - {role: a, kind: person}\n',
    'error 4:12 roles[1].role | The role "a" has two kinds: owner and person.',
  ],
  [
    'a role twice',
    'version: 1\nroles:\n  - {role: a, kind: owner}\n  - {role: a, kind: owner}\n',
    'The role "a" is listed twice.',
  ],
  [
    'a right that is none',
    'version: 1\nroles:\n  - {role: a, kind: owner, may: [{objects: functions, privileges: [SELECT]}]}',
    'There is no SELECT privilege on functions. Use one of: EXECUTE.',
  ],
  [
    'a column twice',
    'version: 1\nclassification:\n  - {database: d, schema: s, table: t, column: c, class: pii}\n  - {database: d, schema: s, table: t, column: c, class: public}\n',
    'error 4:5 classification[1] | This column is listed twice',
  ],
  [
    'an unknown threat',
    'version: 1\nthreats: {setAside: [{id: backup-thef, reason: x}]}',
    'Did you mean "backup-theft"?',
  ],
  [
    'a threat there is',
    'version: 1\nthreats: {add: [{id: backup-theft, title: x}]}',
    'The catalogue already has',
  ],
  [
    'exposure forbidden and listed',
    'version: 1\npublicExposure: forbidden\nexposures: [{cidr: 1.2.3.0/24, reason: x}]',
    'error 3:1 exposures',
  ],
  [
    'an unknown method',
    'version: 1\nconnections: {authentication: [scram]}',
    'There is no authentication method "scram".',
  ],
  [
    'an exception for no object',
    'version: 1\nexceptions: [{control: c, object: "dba_anna", reason: r, approvedBy: a, expires: 2027-01-01}]',
    'This names no object',
  ],
  [
    'a reader nobody knows',
    'version: 1\nroles: [{role: a, kind: owner}]\nclassification: [{database: d, schema: s, table: t, column: c, class: pii, readers: [b]}]',
    'warning 3:',
  ],
])('%s', (_, text, said) => {
  expect(first(text)).toContain(said);
});

test('controls are known by whoever asks, and an exception that is over is a warning', () => {
  const text =
    'version: 1\nexceptions:\n  - {control: superuser-count, reason: r, approvedBy: a, expires: 2026-01-31}\n';
  expect(first(text)).toBe('none');
  expect(first(text, { controls: ['superuser-counts'] })).toContain(
    'error 3:15 exceptions[0].control | There is no control "superuser-count". Did you mean "superuser-counts"?',
  );
  expect(first(text, { today: '2026-01-31' })).toBe('none');
  expect(first(text, { today: '2026-02-01' })).toContain('warning 3:');
});

test('one role may have one entry per database', () => {
  expect(
    first(
      'version: 1\nroles:\n  - {role: a, kind: owner, databases: [x]}\n  - {role: a, kind: owner, databases: [y]}\n',
    ),
  ).toBe('none');
});

test('every problem is told, in the order of the text', () => {
  const all = problems('version: 1\nfoo: 1\nroles:\n  - kind: nobody\n    role: 1\nbar: 2\n');
  expect(all.map((problem) => problem.line)).toEqual([2, 4, 5, 6]);
});

test.each<[string, () => string]>([
  ['10 MB of keys', () => `version: 1\n${'x: 1\n'.repeat(2_000_000)}`],
  ['10 MB of one line', () => 'a'.repeat(10_000_000)],
  ['brackets nested 200,000 deep', () => `version: 1\nx: ${'['.repeat(200_000)}`],
  ['maps nested 200,000 deep', () => `version: ${'{a: '.repeat(200_000)}`],
  [
    'the billion laughs',
    () =>
      `version: 1\na: &a [1,1,1,1,1,1,1,1,1]\n${'bcdefghij'.replace(/./g, (key) => {
        const before = String.fromCharCode(key.charCodeAt(0) - 1);
        return `${key}: &${key} [${`*${before},`.repeat(9)}]\n`;
      })}`,
  ],
  ['an alias to itself', () => 'version: 1\nx: &x [*x]\n'],
  ['an alias to nowhere', () => 'version: 1\nx: *y\n'],
  [
    'a megabyte of unknown keys',
    () => `version: 1\n${Array.from({ length: 60_000 }, (_, i) => `k${i}: 1`).join('\n')}`,
  ],
  ['no YAML in any of 200,000 lines', () => ': ]\n'.repeat(200_000)],
  [
    'a role listed 37,000 times',
    () => `version: 1\nroles:\n${'  - {role: a, kind: owner}\n'.repeat(37_000)}`,
  ],
  [
    '6,000 threats set aside that are none of 30,000 others',
    () => {
      const many = (count: number, line: (at: number) => string) =>
        Array.from({ length: count }, (_, at) => line(at)).join('');
      const added = many(30_000, (at) => `    - {id: t${at}, title: x}\n`);
      return `version: 1\nthreats:\n  add:\n${added}  setAside:\n${many(6000, (at) => `    - {id: u${at}, reason: x}\n`)}`;
    },
  ],
  ['a complex key', () => 'version: 1\n? [a, b]\n: 1\n'],
])(
  '%s is refused, quickly and in words',
  (_, text) => {
    const document = text();
    const started = performance.now();
    const found = problems(document);
    expect(performance.now() - started).toBeLessThan(15_000);
    expect(found.length).toBeGreaterThan(0);
    expect(found.length).toBeLessThanOrEqual(100);
    for (const problem of found) expect(problem.message.length).toBeLessThan(400);
  },
  60_000,
);

test('hostile names stand as they are, and nothing of the prototype is touched', () => {
  const name = `a'"\`\u202e\n<b>|=cmd()${'é'.repeat(20)}`;
  const { policy } = loaded(`version: 1\nroles:\n  - role: ${JSON.stringify(name)}\n    kind: person\n`);
  expect(policy.roles?.[0]?.role).toBe(name);
  problems('version: 1\n__proto__: {polluted: yes}\nconstructor: {prototype: {polluted: yes}}\n');
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
});
