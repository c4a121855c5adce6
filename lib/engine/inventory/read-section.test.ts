import { expect, test } from 'vitest';
import { ConnectFailure } from '../connect/connect-failure.ts';
import { QueryRefused } from '../connect/query-refused.ts';
import { clusterSectionReaders } from './cluster-section-readers.ts';
import { readSection } from './read-section.ts';
import type { SectionContext } from './section.ts';

const context: SectionContext = {
  versionNum: 160_000,
  scanRole: {
    name: 'sc"an',
    superuser: false,
    inherits: true,
    readsAllSettings: true,
    readsAllStats: true,
    readsHba: true,
    readsIdentMappings: true,
    readsPasswords: false,
  },
  substrate: 'self-managed',
  passwordSource: null,
  acl: (column) => column,
};

const { tablespaces, subscriptions } = clusterSectionReaders;
const senders = clusterSectionReaders['replication-senders'];
const answering =
  (...rows: unknown[][]) =>
  async () =>
    rows;
const refusing = (sqlstate: string) => async () => Promise.reject(new QueryRefused(sqlstate));

test('rows are sorted by code unit, whatever order and locale the server has', async () => {
  const fetch = answering(['b', 'o', null], ['Z', 'o', []], ['ä', 'o', null], ['a', 'o', ['=C/o']]);
  const section = await readSection('tablespaces', tablespaces, context, null, fetch);
  expect('rows' in section && section.rows.map((row) => row.name)).toEqual(['Z', 'a', 'b', 'ä']);
  expect('rows' in section && section.rows.map((row) => row.acl)).toEqual([[], ['=C/o'], null, null]);
});

test('two objects of one name are a gap; two alike standbys are two', async () => {
  const damaged = await readSection(
    'tablespaces',
    tablespaces,
    context,
    null,
    answering(['\ufffd', 'o', null], ['\ufffd', 'p', null]),
  );
  expect(damaged).toMatchObject({ gap: { input: 'tablespaces', grant: null } });
  const row = ['r', 'standby', '10.0.0.1', 'streaming', true, false];
  const section = await readSection('replication-senders', senders, context, null, answering(row, row));
  expect('rows' in section && section.rows).toHaveLength(2);
});

test('a refused query is a gap with its grant, an unexpected answer the end of the scan', async () => {
  expect(await readSection('tablespaces', tablespaces, context, null, refusing('42501'))).toEqual({
    gap: {
      input: 'tablespaces',
      database: null,
      reason: expect.stringContaining('may not read'),
      grant: 'GRANT SELECT ON pg_catalog.pg_tablespace TO "sc""an";',
    },
  });
  // SELECT on the whole catalog would show connection strings.
  expect(
    JSON.stringify(await readSection('subscriptions', subscriptions, context, null, refusing('42501'))),
  ).not.toContain('pg_subscription ');
  expect(await readSection('tablespaces', tablespaces, context, 'd', refusing('XX001'))).toMatchObject({
    gap: { database: 'd', reason: 'the server refused the query (SQLSTATE XX001)', grant: null },
  });
  await expect(
    readSection('tablespaces', tablespaces, context, null, answering([1, 'o', null])),
  ).rejects.toBeInstanceOf(ConnectFailure);
  await expect(
    readSection('tablespaces', tablespaces, context, null, answering(['a'])),
  ).rejects.toBeInstanceOf(ConnectFailure);
});
