import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { editDraft, editPolicy } from './edit-policy.ts';
import type { DraftEdit, PolicyEdit } from './policy-edit.ts';
import { PolicyEditError } from './policy-edit-error.ts';

const example = readFileSync(new URL('../../../../docs/policy.example.yaml', import.meta.url), 'utf8');

/** Lines that went (`-`) and came (`+`). */
function changed(before: string, after: string): readonly string[] {
  const [a, b] = [before.split('\n'), after.split('\n')];
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a.at(-1 - end) === b.at(-1 - end)) end += 1;
  return [
    ...a.slice(start, a.length - end).map((line) => `-${line}`),
    ...b.slice(start, b.length - end).map((line) => `+${line}`),
  ];
}

const edit = (text: string, ...edits: readonly PolicyEdit[]) => changed(text, editPolicy(text, edits));

test('an entry joins its neighbours in their layout', () => {
  expect(
    edit(example, {
      do: 'add',
      section: 'exceptions',
      entry: {
        control: 'x',
        object: 'role:a',
        reason: 'until moved',
        approvedBy: 'ciso',
        expires: '2027-01-01',
      },
    }),
  ).toEqual([
    '+  - { control: x, object: role:a, reason: until moved, approvedBy: ciso, expires: 2027-01-01 }',
  ]);
  expect(
    edit(example, {
      do: 'add',
      section: 'boundaries',
      entry: { id: 'etl', cidrs: ['10.1.0.0/16', '2001:db8::/32'] },
    }),
  ).toEqual(['+  - id: etl', '+    cidrs: [10.1.0.0/16, "2001:db8::/32"]']);
});

test('a changed entry keeps its comments and everything that did not change', () => {
  expect(
    edit(example, {
      do: 'replace',
      section: 'roles',
      key: { role: 'shop_owner' },
      entry: { role: 'shop_owner', kind: 'migration', databases: ['shop'] },
    }),
  ).toEqual([
    '-    kind: owner                      # application | migration | readonly | owner | admin | break-glass | replication | backup | scanner | person',
    '+    kind: migration                      # application | migration | readonly | owner | admin | break-glass | replication | backup | scanner | person',
    '+    databases: [shop]',
  ]);
  expect(
    edit(example, {
      do: 'put',
      section: 'classification',
      entry: {
        database: 'shop',
        schema: 'app',
        table: 'customers',
        column: 'email',
        class: 'pii',
        tier: 2,
        readers: ['app_service', 'etl'],
      },
    }),
  ).toEqual([
    '-  - { database: shop, schema: app, table: customers, column: email, class: pii, readers: [app_service] }',
    '+  - { database: shop, schema: app, table: customers, column: email, class: pii, readers: [app_service, etl], tier: 2 }',
  ]);
});

test('an entry goes with its own lines only, and a section with its last entry', () => {
  expect(edit(example, { do: 'remove', section: 'boundaries', key: { id: 'app-tier' } })).toEqual([
    '-  - id: app-tier',
    '-    cidrs: [10.0.1.0/24]',
    '-    description: where the application servers are',
  ]);
  const without = editPolicy(example, [
    { do: 'remove', section: 'threats.add', key: { id: 'shop-partner-misuse' } },
    { do: 'remove', section: 'threats.setAside', key: { id: 'physical-media-theft' } },
  ]);
  expect(parse(without)).not.toHaveProperty('threats');
  expect(changed(example, without)).toHaveLength(8);
});

test('a section that is not there comes to its place', () => {
  const text =
    'version: 1\nroles:\n  - { role: a, kind: owner }\n# the end of roles\n\n# backups\nbackup:\n  encrypted: true\n';
  expect(
    edit(text, { do: 'set', section: 'tenancy', value: { model: 'row', column: 'tenant_id', roles: ['a'] } }),
  ).toEqual(['+tenancy:', '+  model: row', '+  column: tenant_id', '+  roles: [a]']);
  expect(editPolicy(text, [{ do: 'set', section: 'publicExposure', value: 'forbidden' }])).toMatch(
    /^version: 1\npublicExposure: forbidden\nroles:/,
  );
  expect(
    edit('version: 1', {
      do: 'add',
      section: 'threats.setAside',
      entry: { id: 'backup-theft', reason: 'a: b' },
    }),
  ).toEqual(['+threats:', '+  setAside:', '+    - { id: backup-theft, reason: "a: b" }', '+']);
});

test('sections of one map change by key', () => {
  expect(
    edit(example, {
      do: 'merge',
      section: 'connections',
      value: { minimumTls: 'TLSv1.3', clientVerification: null },
    }),
  ).toEqual(['-  minimumTls: TLSv1.2', '-  clientVerification: verify-full', '+  minimumTls: TLSv1.3']);
  expect(
    edit(example, { do: 'set', section: 'system', value: { name: 'shop', environment: 'staging' } }),
  ).toEqual([
    '-  environment: production            # production | staging | development',
    '-  substrate: self-managed            # self-managed | rds | aurora | cloud-sql | azure | kubernetes',
    '+  environment: staging            # production | staging | development',
  ]);
  expect(edit(example, { do: 'set', section: 'audit', value: null })).toHaveLength(4);
  expect(editPolicy(example, [{ do: 'set', section: 'publicExposure', value: 'forbidden' }])).toBe(example);
});

test('what comes out is loaded: an edit that makes a policy invalid changes nothing and says why', () => {
  const bad: PolicyEdit = { do: 'add', section: 'boundaries', entry: { id: 'x', cidrs: ['10.0.0.0/33'] } };
  expect(() => editPolicy(example, [bad])).toThrow(PolicyEditError);
  try {
    editPolicy(example, [bad]);
  } catch (error) {
    expect(error).toMatchObject({
      code: 'invalid',
      problems: [{ path: 'boundaries[2].cidrs[0]', line: 15 }],
    });
  }
});

test.each<[string, DraftEdit]>([
  ['exists', { do: 'add', section: 'boundaries', entry: { id: 'admin', cidrs: ['10.0.0.0/8'] } }],
  ['missing', { do: 'remove', section: 'roles', key: { role: 'shop_owner', databases: ['shop'] } }],
  [
    'missing',
    { do: 'replace', section: 'roles', key: { role: 'nobody' }, entry: { role: 'nobody', kind: 'owner' } },
  ],
  [
    'exists',
    { do: 'replace', section: 'boundaries', key: { id: 'admin' }, entry: { id: 'app-tier', cidrs: [] } },
  ],
])('%s is refused: %j', (code, one) => {
  expect(() => editDraft(example, [one])).toThrow(expect.objectContaining({ code }));
});

test('a draft that does not load yet can be edited; one that is no YAML cannot', () => {
  const draft = 'version: 1\nnonsense: true\nroles:\n  - { role: a, kind: nobody }   # who?\n';
  expect(editDraft(draft, [{ do: 'put', section: 'roles', entry: { role: 'a', kind: 'owner' } }])).toBe(
    draft.replace('nobody', 'owner'),
  );
  expect(() => editDraft('version: 1\nroles: [', [])).toThrow(
    expect.objectContaining({ code: 'unreadable' }),
  );
  expect(() => editDraft('version: 1\nroles: 3', [{ do: 'remove', section: 'roles', key: {} }])).toThrow(
    expect.objectContaining({ code: 'unreadable' }),
  );
});
