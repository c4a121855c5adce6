import { expect, test } from 'vitest';
import { listSections } from '../../engine/policy/edit/policy-edit.ts';
import { policySchema } from '../../engine/policy/policy.ts';
import { type FormField, formSections } from './form-sections.ts';

const sections = formSections();
const field = (section: string, ...path: readonly string[]) =>
  sections
    .find((one) => one.section === section)
    ?.fields.find((one: FormField) => one.path.join('.') === path.join('.'));

test('every section of the policy has its place, lists with their identity', () => {
  const keys = sections.map((one) => one.section.split('.')[0]);
  expect(new Set(keys)).toEqual(new Set(Object.keys(policySchema.shape).filter((key) => key !== 'version')));
  const lists = sections.filter((one) => one.shape === 'list');
  expect(lists.map((one) => one.section).toSorted()).toEqual([...listSections].toSorted());
  for (const one of lists) {
    const paths = one.fields.map(({ path }) => path.join('.'));
    expect(paths).toEqual(expect.arrayContaining([...one.identity]));
  }
});

test('each key is filled in as it should be, and says what it means', () => {
  expect(field('roles', 'kind')).toMatchObject({
    kind: 'choice',
    required: true,
    options: expect.arrayContaining(['owner']),
  });
  expect(field('roles', 'may')).toMatchObject({ kind: 'rows', required: false });
  expect(field('roles', 'may')?.fields.find((one) => one.path[0] === 'privileges')).toMatchObject({
    kind: 'choices',
  });
  expect(field('boundaries', 'cidrs')).toMatchObject({ kind: 'texts', label: 'Address ranges' });
  expect(field('classification', 'encryption', 'arrangement')).toMatchObject({ kind: 'choice' });
  expect(field('exceptions', 'expires')).toMatchObject({ kind: 'day', required: true });
  expect(field('backup', 'encrypted')).toMatchObject({ kind: 'flag' });
  expect(field('baselines', 'evidence')).toMatchObject({ kind: 'kept' });
  for (const one of sections) {
    expect(one.hint).not.toBe('');
    for (const inner of one.fields) expect(inner.hint, `${one.section} ${inner.path.join('.')}`).not.toBe('');
  }
});
