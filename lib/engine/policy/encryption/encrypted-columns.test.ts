import { beforeAll, expect, test } from 'vitest';
import { fixtureFacts } from '../../analysis/access-fixture.ts';
import { loadParser } from '../../analysis/row-security/parser.ts';
import type { RoutineRow } from '../../inventory/sections/routines.ts';
import { type EncryptionArrangement, encryptionArrangements, type Policy } from '../policy.ts';
import { threatIds } from '../threats/catalogue.ts';
import { arrangementLayers } from './arrangement-layers.ts';
import { cannotBe, holdsCiphertext } from './ciphertext-type.ts';
import { clusterEncryption } from './encrypted-columns.ts';
import { threatsToValues } from './layer.ts';

beforeAll(loadParser);

const seal = (body: string): RoutineRow => ({
  schema: 'app',
  name: 'seal',
  signature: '',
  kind: 'function',
  owner: 'o',
  acl: null,
  language: 'sql',
  securityDefiner: false,
  leakproof: false,
  returnType: 'void',
  config: [],
  source: body,
  extension: null,
});

function facts(type: string, routines: readonly RoutineRow[] = []) {
  return fixtureFacts({
    database: {
      relations: ['people', 'people_1'].map((name) => ({
        oid: 1,
        schema: 'app',
        name,
        kind: 'table',
        owner: 'o',
        acl: null,
        rowSecurity: false,
        forceRowSecurity: false,
        isPartition: name === 'people_1',
        options: [],
        extension: null,
        sizeClass: 0,
        comment: null,
      })),
      columns: ['people', 'people_1'].flatMap((relation) =>
        ['ssn', 'colour'].map((name) => ({
          schema: 'app',
          relation,
          name,
          type,
          notNull: false,
          acl: null,
          comment: null,
        })),
      ),
      extensions: [{ name: 'pgcrypto', version: '1', defaultVersion: '1', schema: 'ext', owner: 'o' }],
      routines,
      triggers: [],
      'crypto-expressions': [],
    },
  });
}

const stated = (arrangement?: EncryptionArrangement, rest: Partial<Policy> = {}): Policy => ({
  version: 1,
  classification: [
    {
      database: 'shop',
      schema: 'app',
      table: 'people',
      column: 'ssn',
      class: 'regulated',
      ...(arrangement ? { encryption: { arrangement, keyHolder: 'platform team' } } : {}),
    },
  ],
  ...rest,
});

function ssn(type: string, policy: Policy, body?: string) {
  const { columns, gaps } = clusterEncryption(facts(type, body === undefined ? [] : [seal(body)]), policy);
  expect(gaps).toEqual([]);
  expect(columns).toHaveLength(1);
  const [column] = columns;
  if (!column) throw new Error('no column');
  const answered = [...new Set(column.defends.map(({ threat }) => threat))];
  const open = column.doesNot.map(({ threat }) => threat);
  // Every threat is answered or not, never both and never neither.
  expect([...answered, ...open].sort()).toEqual([...threatsToValues].sort());
  return { ...column, answered };
}

test('every arrangement says something about every threat, once, and every threat is of the catalogue', () => {
  for (const arrangement of encryptionArrangements) {
    const { defends, doesNot } = arrangementLayers[arrangement];
    expect([...Object.keys(defends), ...Object.keys(doesNot)].sort(), arrangement).toEqual(
      [...threatsToValues].sort(),
    );
  }
  for (const threat of threatsToValues) expect(threatIds).toContain(threat);
});

test('a suspected column that nobody speaks of counts as plain text, and says so', () => {
  expect(ssn('text', { version: 1 })).toMatchObject({
    known: 'high',
    arrangement: null,
    basis: 'unstated',
    answered: [],
    keyHolders: [],
  });
  expect(ssn('integer', { version: 1 })).toMatchObject({ arrangement: 'plaintext', basis: 'seen' });
});

test('storage and backups answer what they answer, and no more', () => {
  const column = ssn(
    'text',
    stated('plaintext', {
      storage: { encrypted: true, keyHolder: 'provider' },
      backup: { encrypted: true },
    }),
  );
  expect(column.defends.map(({ threat, by }) => [threat, by])).toEqual([
    ['physical-media-theft', 'storage'],
    ['backup-theft', 'backup'],
  ]);
  expect(column.keyHolders).toEqual([
    { of: 'storage', holder: 'provider' },
    { of: 'backup', holder: null },
  ]);
  expect(ssn('text', stated('plaintext', { storage: { encrypted: false } })).answered).toEqual([]);
});

test('encrypted by the application is what the policy alone says; a date is not', () => {
  expect(ssn('bytea', stated('application'))).toMatchObject({
    basis: 'stated',
    keyHolders: [{ of: 'column', holder: 'platform team' }],
  });
  expect(ssn('bytea', stated('application')).answered).toContain('escalation-to-superuser');
  expect(ssn('date', stated('application'))).toMatchObject({
    arrangement: 'plaintext',
    basis: 'seen',
    answered: [],
  });
});

test('a key in a definition opens disks and backups too, whatever the policy says', () => {
  const body = "INSERT INTO app.people (ssn) VALUES (ext.pgp_sym_encrypt($1, 'hush'))";
  const column = ssn('bytea', stated('application'), body);
  expect(column).toMatchObject({ arrangement: 'pgcrypto', basis: 'seen', stated: 'application' });
  expect(column.answered).toEqual(['insider-reads-regulated-data']);
  expect(column.keyHolders).toEqual([{ of: 'column', holder: expect.stringContaining('database itself') }]);
  const passed = ssn('bytea', stated(), body.replace("'hush'", '$2'));
  expect(passed.answered).toEqual(expect.arrayContaining(['physical-media-theft', 'backup-theft']));
  expect(passed.keyHolders).toEqual([{ of: 'column', holder: null }]);
});

test('public and partitions are left out, and a database that was not read is a gap', () => {
  const open: Policy = {
    version: 1,
    classification: [{ database: 'shop', schema: 'app', table: 'people', column: 'ssn', class: 'public' }],
  };
  expect(clusterEncryption(facts('text'), open).columns).toEqual([]);
  expect(clusterEncryption(fixtureFacts({}), open)).toMatchObject({
    columns: [],
    gaps: [{ input: 'relations' }],
  });
});

test('types', () => {
  for (const type of ['bytea', 'text', 'character varying(64)', 'jsonb', 'app.cipher', 'text[]'])
    expect(holdsCiphertext(type), type).toBe(true);
  for (const type of [
    'integer',
    'date',
    'timestamp with time zone',
    'inet',
    'character varying(11)',
    'numeric(9,0)',
    'character(9)',
  ])
    expect(holdsCiphertext(type), type).toBe(false);
  expect([
    cannotBe('application', 'bigint'),
    cannotBe('pgcrypto', 'bigint'),
    cannotBe('plaintext', 'date'),
  ]).toEqual([false, true, false]);
});
