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

// Every layout below, every edit below: what is said afterwards is exactly what was asked, and no comment is lost.
const layouts: readonly string[] = [
  'version: 1 # v\nsecrets: # s\n  # one\n  - credential: a # a\n    owner: x # ax\n  # two\n  - credential: b # b\n    owner: "y" # by\n\n# end\n',
  'version: 1\nsecrets:\n- {credential: a, owner: x}   # a\n- { credential: b,  owner: y, } # b\nbackup:\n  encrypted: true # e',
  'version: 1\nsecrets:\n  - {\n      credential: a, # a\n      owner: x, # ax\n    }\n  - {\n      credential: b,\n      owner: y, # by\n    } # b\n',
  'version: 1\nsecrets: [{ credential: a, owner: x }, { credential: b, owner: y }] # all\n',
  'version: 1\nsecrets: [\n  { credential: a, owner: x }, # a\n  { credential: b, owner: y } # b\n]\n',
  'version: 1\nsecrets:\n  -\n    credential: a\n    owner: |\n      x\n  -\n    # inner\n    credential: b\n    owner: >-\n      y\n# end\n',
  '{version: 1, secrets: [{credential: a, owner: x}, {credential: b, owner: y}]}',
  '---\n"version": 1\n"secrets":\n    -   "credential": "a"\n        "owner": \'x\'\n    -   ? credential\n        : b\n        owner: y\n...\n',
  'version: 1\r\nsecrets:\r\n  - credential: a # a\r\n    owner: x\r\n  - credential: b # b\r\n    owner: y\r\n',
  '\ufeffversion: 1\nsecrets:\n  - { owner: x, credential: a } # a\n  - { owner: y, credential: b }\n',
  'version: 1\nsecrets:\n  - &one { credential: a, owner: x }\n  - { credential: b, owner: y }\n',
];
const hostile = `q'"\\ # no: comment, [x] {y}\n<b>\u202e\u200b=1 é\u{1f600}`;
const edits: readonly (readonly PolicyEdit[])[] = [
  [{ do: 'add', section: 'secrets', entry: { credential: 'c', owner: 'z', rotateEveryDays: 3 } }],
  [{ do: 'add', section: 'secrets', entry: { credential: hostile, owner: hostile, method: '' } }],
  [{ do: 'put', section: 'secrets', entry: { credential: 'a', owner: hostile } }],
  [{ do: 'put', section: 'secrets', entry: { credential: 'b', owner: 'y', method: 'kms' } }],
  [{ do: 'put', section: 'secrets', entry: { credential: 'a' } }],
  [{ do: 'put', section: 'secrets', entry: { credential: 'b' } }],
  [{ do: 'replace', section: 'secrets', key: { credential: 'a' }, entry: { credential: 'd', owner: 'x' } }],
  [{ do: 'remove', section: 'secrets', key: { credential: 'a' } }],
  [{ do: 'remove', section: 'secrets', key: { credential: 'b' } }],
  [
    { do: 'remove', section: 'secrets', key: { credential: 'a' } },
    { do: 'add', section: 'secrets', entry: { credential: 'c' } },
    { do: 'add', section: 'secrets', entry: { credential: 'e', owner: 'true' } },
    { do: 'put', section: 'secrets', entry: { credential: 'b', owner: '010' } },
  ],
  [
    { do: 'remove', section: 'secrets', key: { credential: 'a' } },
    { do: 'remove', section: 'secrets', key: { credential: 'b' } },
  ],
  [{ do: 'set', section: 'backup', value: { recoveryPointMinutes: 5 } }],
  [{ do: 'merge', section: 'backup', value: { encrypted: false, recoveryTimeMinutes: 1 } }],
  [{ do: 'add', section: 'boundaries', entry: { id: hostile, cidrs: ['10.0.0.0/8'], description: '- x' } }],
  [
    {
      do: 'put',
      section: 'roles',
      entry: {
        role: 'r',
        kind: 'owner',
        may: [{ objects: 'tables', names: [hostile], privileges: ['SELECT'] }],
      },
    },
  ],
];

test.each(layouts)('every edit of %j', (text) => {
  const comments = text.match(/# ?[a-z]+$/gm) ?? [];
  for (const list of edits) {
    const edited = editPolicy(text, list);
    const said = parse(edited, { version: '1.2' });
    const expected = structuredClone(parse(text, { version: '1.2' }));
    for (const one of list) applyPlainly(expected, one);
    expect(said, edited).toEqual(expected);
    if (list.some((one) => one.do === 'remove' || one.do === 'replace')) continue;
    const kept = edited.match(/# ?[a-z]+$/gm) ?? [];
    const lost = comments.filter((comment) => !kept.includes(comment) && !/[ab][xy]$/.test(comment));
    expect(lost, edited).toEqual([]);
  }
});

/** The same, done the simplest way on plain data. */
function applyPlainly(document: Record<string, unknown>, one: PolicyEdit): void {
  if (one.do === 'set' || one.do === 'merge') {
    const before = one.do === 'merge' ? document[one.section] : {};
    document[one.section] = { ...Object(before), ...Object(one.value) };
    return;
  }
  const list: Record<string, unknown>[] = Array.isArray(document[one.section])
    ? Object(document[one.section])
    : [];
  const key = one.section === 'boundaries' ? 'id' : one.section === 'roles' ? 'role' : 'credential';
  const wanted = Object('key' in one ? one.key : one.entry)[key];
  const at = list.findIndex((entry) => entry[key] === wanted);
  if (one.do === 'remove') list.splice(at, 1);
  else if (at < 0) list.push({ ...one.entry });
  else list[at] = { ...one.entry };
  if (list.length === 0) delete document[one.section];
  else document[one.section] = list;
}
