import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { editPolicy } from './edit-policy.ts';
import type { PolicyEdit } from './policy-edit.ts';

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
  const comments: readonly string[] = text.match(/# ?[a-z]+$/gm) ?? [];
  for (const list of edits) {
    const edited = editPolicy(text, list);
    const said = parse(edited, { version: '1.2' });
    const expected = structuredClone(parse(text, { version: '1.2' }));
    for (const one of list) applyPlainly(expected, one);
    expect(said, edited).toEqual(expected);
    if (list.some((one) => one.do === 'remove' || one.do === 'replace')) continue;
    const kept: readonly string[] = edited.match(/# ?[a-z]+$/gm) ?? [];
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
  const wanted: unknown = Object('key' in one ? one.key : one.entry)[key];
  const at = list.findIndex((entry) => Object(entry)[key] === wanted);
  if (one.do === 'remove') list.splice(at, 1);
  else if (at < 0) list.push({ ...one.entry });
  else list[at] = { ...one.entry };
  if (list.length === 0) delete document[one.section];
  else document[one.section] = list;
}
