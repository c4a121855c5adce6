import { beforeAll, expect, test } from 'vitest';
import type { CryptoExpressionRow } from '../../inventory/sections/crypto-expressions.ts';
import type { RoutineRow } from '../../inventory/sections/routines.ts';
import type { TriggerRow } from '../../inventory/sections/triggers.ts';
import { objectText } from '../../model/object-text.ts';
import { fixtureFacts } from '../access-fixture.ts';
import { loadParser } from '../row-security/parser.ts';
import { seenEncryption } from './seen-encryption.ts';

beforeAll(loadParser);

const routine = (name: string, language: string, source: string, returnType = 'void'): RoutineRow => ({
  schema: 'app',
  name,
  signature: '',
  kind: 'function',
  owner: 'o',
  acl: null,
  language,
  securityDefiner: false,
  leakproof: false,
  returnType,
  config: [],
  source,
  extension: null,
});
const table = (schema: string, name: string) => ({
  oid: 1,
  schema,
  name,
  kind: 'table' as const,
  owner: 'o',
  acl: null,
  rowSecurity: false,
  forceRowSecurity: false,
  isPartition: false,
  options: [],
  extension: null,
  sizeClass: 0,
  comment: null,
});
const column = (schema: string, relation: string, name: string) => ({
  schema,
  relation,
  name,
  type: 'bytea',
  notNull: false,
  acl: null,
  comment: null,
});

function seen(
  routines: readonly RoutineRow[],
  expressions: readonly CryptoExpressionRow[] = [],
  triggers: readonly TriggerRow[] = [],
) {
  const facts = fixtureFacts({
    database: {
      relations: [table('app', 'people'), table('old', 'people'), table('app', 'keys')],
      columns: [
        ...['id', 'ssn', 'email', 'email_hash', 'password'].map((name) => column('app', 'people', name)),
        column('old', 'people', 'ssn'),
        column('app', 'keys', 'secret'),
      ],
      extensions: [
        { name: 'pgcrypto', version: '1.3', defaultVersion: '1.3', schema: 'ext', owner: 'postgres' },
      ],
      routines,
      triggers,
      'crypto-expressions': expressions,
    },
  });
  const [database] = facts.databases;
  if (!database) throw new Error('no database');
  return seenEncryption(database);
}

const uses = (...given: Parameters<typeof seen>) =>
  seen(...given).uses.map(
    (one) =>
      `${one.schema}.${one.relation}.${one.column} ${one.holds ? 'holds' : 'feeds'} ${one.means} ${one.act} key ${one.key?.from ?? 'none'}${one.certain ? '' : ', perhaps'}`,
  );

test.each([
  [
    'INSERT INTO app.people (id, ssn) VALUES ($1, ext.pgp_sym_encrypt($2, $3))',
    ['app.people.ssn holds pgcrypto encrypt key caller'],
  ],
  [
    "UPDATE app.people p SET ssn = pgp_sym_encrypt(p.email, 'k')",
    [
      'app.people.ssn holds pgcrypto encrypt key literal',
      'app.people.email feeds pgcrypto encrypt key literal',
    ],
  ],
  [
    "SELECT pgp_sym_decrypt(p.ssn, current_setting('app.key')) FROM app.people AS p",
    ['app.people.ssn holds pgcrypto decrypt key setting'],
  ],
  [
    'SELECT pgp_sym_decrypt(ssn, (SELECT secret FROM app.keys)::text) FROM app.people',
    ['app.people.ssn holds pgcrypto decrypt key table'],
  ],
  [
    'SELECT pgp_pub_decrypt(ssn, dearmor($1)) FROM app.people',
    ['app.people.ssn holds pgcrypto-public-key decrypt key caller'],
  ],
  [
    'SELECT ssn FROM people WHERE ssn = pgp_pub_encrypt($1, $2)',
    [
      'app.people.ssn holds pgcrypto-public-key encrypt key none, perhaps',
      'old.people.ssn holds pgcrypto-public-key encrypt key none, perhaps',
    ],
  ],
  [
    'SELECT 1 FROM app.people WHERE password = crypt($1, password)',
    [
      'app.people.password holds password-hash hash key none',
      'app.people.password holds password-hash hash key none',
    ],
  ],
  [
    'SELECT encode(sha256(email::bytea), $$hex$$) FROM app.people',
    ['app.people.email feeds hash hash key none'],
  ],
  [
    'INSERT INTO app.people (email_hash) SELECT hmac(email, $1, $$sha256$$) FROM app.people ON CONFLICT (id) DO UPDATE SET email_hash = md5($1)',
    [
      'app.people.email_hash holds keyed-hash hash key caller',
      'app.people.email_hash holds hash hash key none',
      'app.people.email feeds keyed-hash hash key caller',
    ],
  ],
  ['SELECT other.digest(email) FROM app.people', []],
  ["SELECT 'pgp_sym_encrypt(ssn)' FROM app.people", []],
])('%s', (sql, expected) => {
  expect(uses([routine('f', 'sql', sql)])).toEqual(expected);
});

const trigger = (relation: string, functionName: string): TriggerRow => ({
  schema: 'app',
  relation,
  name: 't',
  enabled: true,
  functionSchema: 'app',
  functionName,
});

test('triggers: NEW is the table, and a key in a variable is a key in the definition', () => {
  const body = `DECLARE k text := 'hush'; BEGIN NEW.ssn := ext.pgp_sym_encrypt(NEW.email, k); RETURN NEW; END`;
  const found = seen([routine('enc', 'plpgsql', body, 'trigger')], [], [trigger('people', 'enc')]);
  expect(found.uses.map((one) => [one.column, one.holds, one.key?.from])).toEqual([
    ['ssn', true, 'literal'],
    ['email', false, 'literal'],
  ]);
  expect(JSON.stringify(found)).not.toContain('hush');
  expect(uses([routine('enc', 'plpgsql', body, 'trigger')])).toEqual([]);
});

test('functions that wrap are followed to those that call them', () => {
  const found = uses([
    routine('seal', 'sql', "SELECT ext.pgp_sym_encrypt($1, 'hush')", 'bytea'),
    routine('seal_twice', 'sql', 'SELECT app.seal($1)', 'bytea'),
    routine('store', 'sql', 'INSERT INTO app.people (ssn) VALUES (app.seal_twice($1))'),
  ]);
  expect(found).toEqual(['app.people.ssn holds pgcrypto encrypt key literal']);
});

test('stored expressions: defaults, generated columns, views and indexes', () => {
  const row = (
    kind: CryptoExpressionRow['kind'],
    name: string | null,
    expression: string,
  ): CryptoExpressionRow => ({ kind, schema: 'app', relation: 'people', name, expression });
  expect(
    uses(
      [],
      [
        row('generated', 'email_hash', 'md5(email)'),
        row('default', 'ssn', "ext.encrypt('[secret]'::bytea, '[secret]'::bytea, 'aes'::text)"),
        row('index', 'by_ssn', "ext.decrypt(ssn, '[secret]'::bytea, 'aes'::text)"),
        row('view', null, "SELECT ext.pgp_sym_decrypt(p.ssn, '[secret]'::text) AS x FROM app.people p"),
      ],
    ),
  ).toEqual([
    'app.people.email_hash holds hash hash key none',
    'app.people.email feeds hash hash key none',
    'app.people.ssn holds pgcrypto encrypt key literal',
    'app.people.ssn holds pgcrypto decrypt key literal',
    'app.people.ssn holds pgcrypto decrypt key literal',
  ]);
});

test('what names such a function and cannot be read whole is undecided, never nothing', () => {
  const found = seen(
    [
      routine('built', 'plpgsql', "BEGIN EXECUTE 'UPDATE t SET a = pgp_sym_encrypt(a, $1)' USING k; END"),
      routine('broken', 'sql', 'SELECT pgp_sym_encrypt(('),
      routine('python', 'plpython3u', 'plpy.execute("SELECT pgp_sym_decrypt(ssn)")'),
      routine('quiet', 'plpython3u', 'return 1'),
    ],
    [{ kind: 'view', schema: 'app', relation: 'people', name: null, expression: 'SELECT md5( FROM' }],
  );
  expect(found.undecided.map(({ object }) => objectText(object))).toEqual([
    expect.stringContaining('built'),
    expect.stringContaining('broken'),
    expect.stringContaining('python'),
    expect.stringContaining('people'),
  ]);
});

test('without pgcrypto its names mean nothing, and an unread section is unread', () => {
  const facts = fixtureFacts({
    database: {
      relations: [],
      columns: [],
      extensions: [],
      routines: [routine('f', 'sql', "SELECT pgp_sym_encrypt('a', 'b')")],
      triggers: [],
      'crypto-expressions': [],
    },
  });
  expect(facts.databases.map((one) => seenEncryption(one).calls)).toEqual([[]]);
  expect(() => fixtureFacts({}).databases.map(seenEncryption)).toThrow('not read');
});
