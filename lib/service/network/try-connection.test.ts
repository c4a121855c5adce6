import { expect, test } from 'vitest';
import type { IdentMappingRow } from '../../engine/inventory/sections/ident-mappings.ts';
import { facts, rule, rules } from './network-fixture.ts';
import { parseAttempt, tryConnection } from './try-connection.ts';

const attempt = (said: Readonly<Record<string, string>>) =>
  tryConnection(facts(rules()), parseAttempt({ user: 'app', database: 'shop', ...said }));

test('an attempt is decided, and what comes after the rules is said', () => {
  expect(attempt({ address: '10.0.1.7' })).toMatchObject({
    answer: { decision: 'method', method: 'scram-sha-256', rule: { line: 2 }, afterwards: [] },
  });
  expect(attempt({ address: '10.0.2.7' })).toMatchObject({ answer: { decision: 'implicit-reject' } });
  expect(attempt({ user: 'on_call' })).toMatchObject({
    answer: { method: 'peer', afterwards: ['The role has no CONNECT on the database: it is refused.'] },
  });
  expect(attempt({ user: 'sleeper' })).toMatchObject({
    answer: { afterwards: ['The role has no LOGIN: it is refused.', expect.stringContaining('CONNECT')] },
  });
  expect(attempt({ address: 'db.example.com' })).toMatchObject({ wrong: { field: 'address' } });
  expect(attempt({ user: '' })).toMatchObject({ wrong: { field: 'user' } });
});

const mapped = (number: number, systemUser: string, databaseUser: string, error: string | null = null) => ({
  file: null,
  line: number,
  map: 'm',
  systemUser,
  databaseUser,
  error,
});

test('where the deciding rule goes through a map, the line that lets in is named, and a map that was not read is unknown', () => {
  const sound = [mapped(1, 'bob', 'app'), mapped(2, '/^(.*)@corp$', '\\1'), mapped(3, 'eve', 'boss')];
  const ask = (
    ident: readonly IdentMappingRow[] | undefined,
    said: Readonly<Record<string, string>> = {},
  ) => {
    const peer = rule('local all all peer');
    const throughMap = { ...peer, options: said.map === '' ? [] : ['map=m'] };
    const result = tryConnection(
      facts([throughMap], ident),
      parseAttempt({ user: 'app', database: 'shop', outside: '', ...said }),
    );
    return 'answer' in result ? result.answer.outside : null;
  };
  expect(ask(sound)).toMatchObject({
    name: 'system-user',
    map: 'm',
    verdict: 'not-asked',
    forRole: [{ line: 1, text: 'm bob app' }, { line: 2 }],
  });
  expect(ask(sound, { outside: 'bob' })).toMatchObject({ verdict: 'let-in', line: { line: 1 } });
  expect(ask(sound, { outside: 'app@corp' })).toMatchObject({ verdict: 'let-in', line: { line: 2 } });
  expect(ask(sound, { outside: 'eve' })).toMatchObject({ verdict: 'refused', line: null });
  expect(ask(sound, { user: 'sleeper', outside: 'x' })).toMatchObject({
    verdict: 'refused',
    forRole: [{ line: 2 }],
  });
  expect(ask(undefined, { outside: 'bob' })).toMatchObject({
    verdict: 'unknown',
    reason: 'not part of this fixture',
  });
  expect(ask([...sound, mapped(4, 'x', 'y', 'bad line')], { outside: 'bob' })).toMatchObject({
    verdict: 'unknown',
    reason: expect.stringContaining('bad line'),
  });
  // Without a map the ident file plays no part.
  expect(ask(undefined, { map: '', outside: 'app' })).toMatchObject({ verdict: 'let-in' });
  expect(ask(undefined, { map: '', outside: 'bob' })).toMatchObject({ verdict: 'refused' });
});

test('a password method asks for no name from outside', () => {
  expect(attempt({ address: '10.0.1.7' })).toMatchObject({ answer: { outside: null } });
});
