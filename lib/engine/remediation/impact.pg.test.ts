import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startCluster, type TestCluster } from '../../testing/cluster.ts';
import { inventoryOf } from '../../testing/inventory-of.ts';
import { factsOf } from '../analysis/facts.ts';
import { canonicalRule } from '../analysis/hba/canonical-rule.ts';
import { rulesFromInventory } from '../analysis/hba/rules-from-inventory.ts';
import type { Inventory } from '../inventory/inventory.ts';
import type { Change } from '../model/change.ts';
import { emptyPolicy } from '../policy/policy.ts';
import { loadScriptParser } from './check-script.ts';
import { type Impact, impactOf } from './impact.ts';
import { database, planOf, setup, table } from './impact-fixture.ts';
import { renderChange } from './render/render-change.ts';

const short = ({ dependents }: Impact) =>
  dependents
    .map(
      ({ object, roles, outcome }) =>
        `${outcome} ${object.kind} ${object.schema}.${object.name} ${roles ?? 'everybody'}`,
    )
    .sort();

describe.each([14, 18] as const)('PostgreSQL %i', (major) => {
  let cluster: TestCluster;
  let inventory: Inventory;
  beforeAll(async () => {
    await loadScriptParser();
    cluster = await startCluster({ major });
    await cluster.sql(setup);
    inventory = await inventoryOf(cluster);
  });
  afterAll(() => cluster.stop());

  const foresee = (changes: readonly Change[]) =>
    impactOf(planOf(changes), inventory, emptyPolicy, '2026-11-21');

  /** What the server says to a statement of a role once the changes are made; nothing stays. */
  async function afterwards(changes: readonly Change[], role: string, statement: string): Promise<string> {
    const client = await cluster.connect();
    try {
      await client.query('BEGIN');
      for (const change of changes)
        for (const { sql } of renderChange(change, inventory)) await client.query(sql);
      await client.query(`SET LOCAL ROLE ${client.escapeIdentifier(role)}`);
      await client.query(statement);
      return 'works';
    } catch (error) {
      return error instanceof Error ? error.message : 'failed';
    } finally {
      await client.query('ROLLBACK');
      await client.end();
    }
  }

  test('a view whose owner loses what it reads, and the views on it', async () => {
    const changes: readonly Change[] = [
      { do: 'revoke', privileges: ['SELECT'], on: table('customer'), from: 'other', grantor: 'owner' },
    ];
    const impact = foresee(changes);
    expect(impact.unknown).toEqual([]);
    expect(impact.loses.map(({ role, privilege, name, how }) => [role, privilege, name, how])).toEqual([
      ['other', 'SELECT', 'customer', 'inherited'],
    ]);
    expect(impact.gains).toEqual([]);
    expect(short(impact)).toEqual([
      'fails function report.count everybody',
      'fails function report.plain other',
      'fails view report.names everybody',
      'fails view report.upper everybody',
    ]);
    expect(await afterwards([], 'reader', 'SELECT report.count()')).toBe('works');
    expect(await afterwards(changes, 'reader', 'SELECT report.count()')).toBe(
      'permission denied for table customer',
    );
    expect(await afterwards([], 'reader', 'SELECT * FROM report.upper')).toBe('works');
    for (const view of ['names', 'upper'])
      expect(await afterwards(changes, 'reader', `SELECT * FROM report.${view}`)).toBe(
        'permission denied for table customer',
      );
  });

  test('a foreign key is checked as the owner of the table it refers to', async () => {
    const changes: readonly Change[] = [
      { do: 'revoke', privileges: ['SELECT'], on: table('customer'), from: 'owner', grantor: 'owner' },
    ];
    const insert = 'INSERT INTO app.invoice VALUES (1, 1)';
    expect(short(foresee(changes))).toEqual([
      'fails function report.plain owner',
      'fails table app.invoice everybody',
    ]);
    expect(await afterwards([], 'writer', insert)).toBe('works');
    expect(await afterwards(changes, 'writer', insert)).toBe('permission denied for table customer');
    const usage: readonly Change[] = [
      {
        do: 'revoke',
        privileges: ['USAGE'],
        on: { kind: 'schema', database, name: 'app' },
        from: 'owner',
        grantor: 'owner',
      },
      {
        do: 'revoke',
        privileges: ['USAGE'],
        on: { kind: 'schema', database, name: 'app' },
        from: null,
        grantor: 'owner',
      },
      {
        do: 'grant',
        privileges: ['USAGE'],
        on: { kind: 'schema', database, name: 'app' },
        to: 'writer',
        grantor: 'owner',
      },
    ];
    expect(short(foresee(usage))).toContain('fails table app.invoice everybody');
    expect(await afterwards(usage, 'writer', insert)).toBe('permission denied for schema app');
    expect(short(foresee(usage))).toContain('fails function report.count everybody');
    expect(await afterwards(usage, 'writer', 'SELECT report.count()')).toContain(
      'permission denied for schema app',
    );
  });

  test('policies call and read as whoever uses the table', async () => {
    const visible = {
      kind: 'function',
      database,
      schema: 'app',
      name: 'visible',
      signature: 'text',
    } as const;
    const changes: readonly Change[] = [
      { do: 'revoke', privileges: ['EXECUTE'], on: visible, from: 'reader', grantor: 'owner' },
      { do: 'revoke', privileges: ['SELECT'], on: table('invoice'), from: 'writer', grantor: 'owner' },
    ];
    expect(short(foresee(changes))).toEqual([
      'fails policy app.known writer',
      'fails policy app.seen reader',
    ]);
    for (const [role, word] of [
      ['reader', 'function visible'],
      ['writer', 'table invoice'],
    ] as const) {
      expect(await afterwards([], role, 'SELECT * FROM app.note')).toBe('works');
      expect(await afterwards(changes, role, 'SELECT * FROM app.note')).toBe(`permission denied for ${word}`);
    }
  });

  test('a trigger runs as whoever writes', async () => {
    const changes: readonly Change[] = [
      { do: 'revoke', privileges: ['INSERT'], on: table('log'), from: 'writer', grantor: 'owner' },
    ];
    expect(short(foresee(changes))).toEqual(['fails function app.logged writer']);
    expect(await afterwards(changes, 'writer', 'INSERT INTO app.invoice VALUES (1, 1)')).toBe(
      'permission denied for table log',
    );
  });

  test('a new owner who may not read fails the view; SECURITY INVOKER asks the callers', async () => {
    const move: readonly Change[] = [
      { do: 'alter-owner', on: { kind: 'view', database, schema: 'report', name: 'names' }, to: 'writer' },
    ];
    expect(short(foresee(move))).toEqual([
      'fails view report.names everybody',
      'fails view report.upper everybody',
    ]);
    expect(await afterwards(move, 'reader', 'SELECT * FROM report.upper')).toBe(
      'permission denied for view names',
    );
    const count = { kind: 'function', database, schema: 'report', name: 'count', signature: '' } as const;
    const invoker: readonly Change[] = [{ do: 'routine-security', on: count, definer: false }];
    const found = foresee(invoker).dependents;
    expect(found.map(({ object, outcome }) => [object.name, outcome])).toEqual([['count', 'fails']]);
    expect(found[0]?.roles).toContain('writer');
    expect(found[0]?.roles).not.toContain('reader');
    expect(await afterwards(invoker, 'writer', 'SELECT report.count()')).toBe(
      'permission denied for table customer',
    );
    expect(await afterwards(invoker, 'reader', 'SELECT report.count()')).toBe('works');
  });

  test('what nobody depends on has no dependents, and nothing is unknown', () => {
    const impact = foresee([
      { do: 'revoke', privileges: ['SELECT'], on: table('customer'), from: 'reader', grantor: 'owner' },
    ]);
    expect(short(impact)).toEqual(['fails function report.plain reader']);
    expect(impact.unknown).toEqual([]);
    expect(impact.sessions).toEqual({ refused: [], uncertain: [] });
  });

  test('what cannot be foreseen is unknown, never empty', () => {
    const impact = foresee([
      { do: 'revoke', privileges: ['SELECT'], on: table('missing'), from: 'reader', grantor: 'owner' },
    ]);
    expect(impact.unknown).toHaveLength(1);
    expect(impact.sessions).toEqual({ unknown: impact.unknown[0] });
  });

  test('sessions that could not come back', async () => {
    const client = await cluster.connect({ user: 'reader' });
    const now = await inventoryOf(cluster);
    await client.end();
    const of = (changes: readonly Change[]) => {
      const { sessions } = impactOf(planOf(changes), now, emptyPolicy, '2026-11-21');
      if ('unknown' in sessions) throw new Error(sessions.unknown);
      return sessions.refused.map(({ role, why }) => [role, why]);
    };
    const on = { kind: 'database', name: database } as const;
    expect(of([{ do: 'alter-role', role: 'reader', attributes: { login: false } }])).toEqual([
      ['reader', 'its role may not log in any more'],
    ]);
    expect(of([{ do: 'alter-role', role: 'reader', attributes: { connectionLimit: 0 } }])).toEqual([
      ['reader', 'its role has 1 sessions now and may have 0'],
    ]);
    expect(of([{ do: 'revoke', privileges: ['CONNECT'], on, from: null, grantor: 'postgres' }])).toEqual([
      ['reader', 'its role loses CONNECT on the database'],
    ]);
    expect(of([{ do: 'alter-role', role: 'writer', attributes: { login: false } }])).toEqual([]);
    const [rule] = rulesFromInventory(factsOf(now)).rules;
    if (!rule) throw new Error('no rule');
    const edit = {
      file: rule.file,
      line: rule.line,
      before: canonicalRule(rule),
      after: 'local all all reject',
    };
    expect(of([{ do: 'edit-hba', edits: [edit] }]).map(([role]) => role)).toContain('reader');
  });
});
