import { expect, test } from 'vitest';
import { fixtureFacts, role } from '../analysis/access-fixture.ts';
import { absentNames } from './absent-names.ts';
import { loadLayers } from './layers/load-layers.ts';

const many = <Made>(count: number, make: (at: number) => Made) =>
  Array.from({ length: count }, (_, at) => make(at));

const table = (at: number) =>
  ({
    oid: at,
    schema: `app_${at % 100}`,
    name: `table_${at}`,
    kind: 'table',
    owner: 'one',
    acl: null,
    rowSecurity: false,
    forceRowSecurity: false,
    isPartition: false,
    options: [],
    extension: null,
    sizeClass: 0,
    comment: null,
  }) as const;

test('a policy of another server is told so in words, however many names it has and however large this server is', () => {
  const { inventory } = fixtureFacts({
    cluster: { roles: many(5000, (at) => role(`login_${at}`)) },
    database: { relations: many(20_000, table), columns: [] },
  });
  const name = inventory.databases[0]?.name ?? '';
  const entry = (at: number) =>
    `  - { database: ${name}, schema: app_${at % 100}, table: tabel_${at}, column: c, class: pii, readers: [logon_${at}] }\n`;
  const loaded = loadLayers({
    organisation: null,
    database: `version: 1\nclassification:\n${many(2000, entry).join('')}`,
  });
  if ('problems' in loaded) throw new Error(loaded.problems[0]?.message);
  const started = performance.now();
  const found = absentNames(loaded.policy, inventory);
  expect(found).toHaveLength(4000);
  const told = found.slice(0, 50).map(loaded.locate);
  expect(performance.now() - started).toBeLessThan(15_000);
  expect(told[2]).toMatchObject({ line: 4, remedy: 'Did you mean "app_1.table_1"?' });
  expect(told[3]).toMatchObject({ line: 4, remedy: 'Did you mean "login_1"?' });
});
