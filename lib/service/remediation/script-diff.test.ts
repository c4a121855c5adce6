import { expect, test } from 'vitest';
import type { ShownScript } from './remediation-view.ts';
import { scriptDiff } from './script-diff.ts';

const of = (sql: string) => ({ sql, lock: null, transactional: true });
const empty: ShownScript = {
  up: [],
  down: [],
  upText: '',
  downText: '',
  preconditions: [],
  postconditions: [],
  outside: [],
  warnings: [],
  transactional: true,
  restartNeeded: false,
  irreversible: null,
  verifiersHidden: false,
};
const told = (...args: Parameters<typeof scriptDiff>) =>
  scriptDiff(...args).map(({ kind, text }) => `${kind} ${text}`);

test('of SQL: what would make today again, against what makes the new state, change by change', () => {
  const script = {
    ...empty,
    up: ['SET LOCAL ROLE "o"', 'REVOKE a', 'RESET ROLE', 'REVOKE b'].map(of),
    down: ['GRANT b', 'SET LOCAL ROLE "o"', 'GRANT a', 'RESET ROLE'].map(of),
  };
  expect(told('sql', script)).toEqual(['gone GRANT a', 'gone GRANT b', 'new REVOKE a', 'new REVOKE b']);
});

test('of a file: its lines', () => {
  const script = { ...empty, upText: 'a\nc\n', downText: 'a\nb\n' };
  expect(told('config', script)).toEqual(['same a', 'gone b', 'new c', 'same ']);
});

test('what cannot be undone shows what comes', () => {
  expect(told('sql', { ...empty, up: [of('DROP a')] })).toEqual(['new DROP a']);
});
