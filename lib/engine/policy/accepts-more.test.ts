import { expect, test } from 'vitest';
import { acceptsMore } from './accepts-more.ts';
import { loadPolicy } from './load.ts';
import type { Policy } from './policy.ts';

function policy(text: string): Policy {
  const loaded = loadPolicy(`version: 1\n${text}`);
  if ('problems' in loaded) throw new Error(JSON.stringify(loaded.problems));
  return loaded.policy;
}

const exception = (object: string | null, expires = '2027-01-01', reason = 'r') =>
  `  - { control: superuser-count, ${object === null ? '' : `object: "${object}", `}reason: ${reason}, approvedBy: a, expires: ${expires} }\n`;
const exceptions = (...list: readonly string[]) => (list.length === 0 ? '' : `exceptions:\n${list.join('')}`);
const one = exceptions(exception('role:a'));
const whole = exceptions(exception(null));
const baseline = (objects: string, evidence = '') =>
  `baselines:\n  - { control: superuser-count, objects: [${objects}], ${evidence}reason: r, approvedBy: a }\n`;
const held = 'evidence: { "role:a": 0123456789abcdef }, ';

test.each<[string, string, string, readonly string[]]>([
  ['nothing changes', one, one, []],
  ['an exception is new', '', one, ['new']],
  ['an exception goes', one, '', []],
  ['an exception for one more object', one, exceptions(exception('role:a'), exception('role:b')), ['new']],
  ['an exception lasts longer', one, exceptions(exception('role:a', '2027-01-02')), ['longer']],
  ['an exception ends earlier', one, exceptions(exception('role:a', '2026-12-31')), []],
  ['another reason', one, exceptions(exception('role:a', '2027-01-01', 'other')), []],
  ['from one object to all', one, whole, ['wider']],
  ['from all to one object', whole, one, []],
  ['from all to one object, but longer', whole, exceptions(exception('role:a', '2027-02-01')), ['longer']],
  ['a baseline is new', '', baseline('"role:a"'), ['new']],
  ['a row joins a baseline', baseline('"role:a"'), baseline('"role:a", "role:b"'), ['new']],
  ['a row leaves a baseline', baseline('"role:a", "role:b"'), baseline('"role:b"'), []],
  ['a row is held to its evidence', baseline('"role:a"'), baseline('"role:a"', held), []],
  ['a row is let off its evidence', baseline('"role:a"', held), baseline('"role:a"'), ['wider']],
  ['other evidence', baseline('"role:a"', held), baseline('"role:a"', held.replace('01', '02')), ['new']],
  ['everything else may change', '', 'roles:\n  - { role: a, kind: owner }\npublicExposure: forbidden\n', []],
])('%s', (_, before, after, because) => {
  expect(acceptsMore(policy(before), policy(after)).map((more) => more.because)).toEqual(because);
});
