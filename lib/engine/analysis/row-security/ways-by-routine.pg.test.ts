import { expect, test } from 'vitest';
import {
  foreignWays,
  foreignWaysFromBeside,
  keyWays,
  routineWays,
  wayRoles,
  wayTables,
} from '../../../testing/row-security-ways.ts';
import { waysServers } from '../../../testing/ways-server.ts';

// Every way round is said beforehand, from the inventory alone, and then gone on the server; neighbours lead nowhere.

const majors = [14, 16, 18] as const;
const on = waysServers(majors, ({ socketDirectory, port }) => ({
  shop: [
    wayRoles,
    wayTables,
    keyWays,
    routineWays,
    foreignWays(socketDirectory, port),
    'CREATE PUBLICATION listed FOR TABLE app.guarded',
  ],
  side: [foreignWaysFromBeside(socketDirectory, port)],
}));

test.each(majors)('PostgreSQL %i: routines are followed into those they call', async (major) => {
  const { ways, value, stated, outcome, cluster } = on(major);
  expect(ways('guarded', ['definer-routine'])).toEqual([
    ['broker', 'app,auditor,builder,copier,loader,lone,stranger', 'rows', true],
    ['deep', 'loader', 'rows', true],
    ['on_inbox', 'app', 'rows', false],
    ['outer_count', 'app,auditor,builder,copier,loader,lone,stranger', 'rows', true],
  ]);
  expect(ways('apart', ['definer-routine'])).toEqual([
    ['clean', 'app,auditor,builder,copier,loader,lone,stranger', 'rows', true],
  ]);
  for (const name of ['outer_count', 'broker'])
    expect([name, await value('app', `app.${name}()`)]).toEqual([name, '2']);
  await cluster.sql("INSERT INTO app.apart VALUES (2, 'x')", 'shop');
  await cluster.sql('CALL app.clean()', 'shop', 'app');
  expect(await value('postgres', 'SELECT count(*) FROM app.apart')).toBe('0');
  expect(await cluster.sql("INSERT INTO app.inbox VALUES ('') RETURNING note", 'shop', 'app')).toEqual([
    { note: 'one,two' },
  ]);
  expect(await value('app', 'app.bound()')).toBe('0');
  expect(await value('app', 'app.similar()')).toBe('10');
  expect(await outcome('app', 'SELECT app.refused()')).toBe('42501');
  // What cannot be seen is said to be unseen; the first two do hand out rows.
  expect(await value('app', 'app.hidden()')).toBe('2');
  expect(Number(await value('app', 'app.as_xml()'))).toBeGreaterThan(100);
  expect(stated.undecidedRoutines().map(({ object, reason }) => [object.name, reason])).toEqual([
    ['as_xml', 'it gives query_to_xml a statement to run'],
    ['by_library', 'it calls public.dblink, of which not all can be seen: its source is not readable'],
    ['hidden', 'it calls app.built, of which not all can be seen: it builds statements while it runs'],
  ]);
});

test.each(majors)(
  'PostgreSQL %i: foreign tables, servers and dblink that lead back as somebody else',
  async (major) => {
    const { ways, value, outcome, cluster, stated } = on(major);
    expect(ways('guarded', ['foreign-table', 'foreign-server', 'dblink'])).toEqual([
      ['back', 'builder', 'rows', false],
      ['dblink_connect_u', 'loader', 'rows', false],
      ['mirror', 'app', 'rows', false],
      ['reflection', 'auditor', 'rows', false],
      ['seen', 'app,auditor', 'rows', false],
    ]);
    expect(ways('apart', ['foreign-table'])).toEqual([]);
    expect(stated.table('app', 'mirror')).toMatchObject({ required: true, enabled: false });
    expect(await value('app', 'SELECT count(*) FROM app.guarded')).toBe('0');
    expect(await value('app', 'SELECT count(*) FROM app.mirror')).toBe('2');
    for (const user of ['app', 'auditor'])
      expect(await value(user, 'SELECT count(*) FROM public.seen', 'side')).toBe('2');
    expect(await outcome('app', 'SELECT * FROM app.elsewhere')).toBe('42P01');
    expect(await outcome('stranger', 'SELECT * FROM app.mirror')).toBe('42704');
    await cluster.sql(
      "CREATE FOREIGN TABLE own.mine (note text) SERVER back OPTIONS (schema_name 'app', table_name 'guarded')",
      'shop',
      'builder',
    );
    expect(await value('builder', 'SELECT count(*) FROM own.mine')).toBe('2');
    const conninfo = `host=${cluster.socketDirectory} port=${cluster.port} dbname=shop user=reports`;
    const byDblink = `SELECT count(*) AS n FROM dblink('SELECT note FROM app.guarded') AS t(note text)`;
    expect(
      await cluster.sql(`SELECT dblink_connect_u('${conninfo}'); ${byDblink}`, 'shop', 'loader'),
    ).toEqual([{ n: '2' }]);
    expect(await outcome('app', `SELECT dblink_connect_u('${conninfo}')`)).toBe('42501');
  },
);

test.each(majors)(
  'PostgreSQL %i: REPLICATION decodes every change, a publication sends its tables’',
  async (major) => {
    const { ways, value, cluster } = on(major);
    expect(ways('guarded', ['publication', 'replication'])).toEqual([
      ['copier', 'copier', 'rows', true],
      ['listed', '', 'rows', true],
    ]);
    expect(ways('apart', ['publication', 'replication'])).toEqual([['copier', 'copier', 'rows', true]]);
    const slot = (name: string, plugin: string) =>
      value('copier', `SELECT slot_name FROM pg_create_logical_replication_slot('${name}', '${plugin}')`);
    await slot('decoded', 'test_decoding');
    await slot('published', 'pgoutput');
    await cluster.sql(
      "SET synchronous_commit = on; INSERT INTO app.guarded VALUES (2, 'sent-secret'); INSERT INTO app.apart VALUES (2, 'kept-secret')",
      'shop',
    );
    const decoded = await value(
      'copier',
      "SELECT string_agg(data, ' ') FROM pg_logical_slot_get_changes('decoded', NULL, NULL)",
    );
    expect(decoded).toContain('sent-secret');
    expect(decoded).toContain('kept-secret');
    const published = await value(
      'copier',
      "SELECT encode(string_agg(data, '\\x'), 'escape') FROM pg_logical_slot_get_binary_changes('published', NULL, NULL, 'proto_version', '1', 'publication_names', 'listed')",
    );
    expect(published).toContain('sent-secret');
    expect(published).not.toContain('kept-secret');
    expect(await value('copier', "has_table_privilege('app.guarded', 'SELECT')")).toBe('false');
    await cluster.sql('SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots', 'shop');
  },
);

test.each(majors)('PostgreSQL %i: pg_read_all_data is no way round', async (major) => {
  const { stated, value } = on(major);
  const table = stated.table('app', 'orders');
  if (!table) throw new Error('no table orders');
  expect(table.effectFor('auditor', 'SELECT')).toBe('filtered');
  expect(stated.bypasses(table).filter(({ roles }) => roles.includes('auditor'))).toEqual([]);
  expect(await value('auditor', 'SELECT count(*) FROM app.orders')).toBe('0');
});
