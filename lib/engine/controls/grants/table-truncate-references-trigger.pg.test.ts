import { controlStory } from '../../../testing/control-story.ts';
import { tableTruncateReferencesTrigger } from './table-truncate-references-trigger.ts';

controlStory(tableTruncateReferencesTrigger, {
  policy: {
    version: 1,
    roles: [
      { role: 'migrator', kind: 'migration' },
      {
        role: 'staging_load',
        kind: 'application',
        may: [
          { schema: 'public', objects: 'tables', names: ['staging'], privileges: ['TRUNCATE', 'INSERT'] },
        ],
      },
    ],
  },
  setup: `CREATE ROLE migrator; CREATE ROLE staging_load; CREATE ROLE app LOGIN; CREATE TABLE orders (a int); CREATE TABLE staging (a int);
    CREATE VIEW seen AS SELECT * FROM orders; CREATE MATERIALIZED VIEW kept AS SELECT * FROM orders; GRANT ALL ON orders, seen, kept TO migrator;
    GRANT TRUNCATE, REFERENCES ON seen TO app; GRANT ALL ON kept TO app; ALTER DEFAULT PRIVILEGES FOR ROLE migrator GRANT SELECT, INSERT ON TABLES TO app; GRANT SELECT, INSERT, UPDATE, DELETE ON orders TO app; GRANT TRUNCATE, INSERT ON staging TO staging_load`,
  break:
    'CREATE ROLE etl LOGIN; GRANT ALL ON orders TO app; GRANT TRUNCATE ON orders TO etl; GRANT REFERENCES ON staging TO staging_load; GRANT REFERENCES (a), SELECT (a) ON staging TO app; ALTER DEFAULT PRIVILEGES FOR ROLE migrator IN SCHEMA public GRANT ALL ON TABLES TO app; GRANT TRIGGER ON seen TO etl',
  fires: [
    { kind: 'table', name: 'orders', role: 'app' },
    { kind: 'table', name: 'orders', role: 'etl' },
    { kind: 'table', name: 'staging', role: 'staging_load' },
    { kind: 'column', name: 'staging', column: 'a', role: 'app' },
    // Or the next table has what was mended on this one.
    { kind: 'default-privileges', schema: 'public', name: 'TABLES', role: 'app' },
    { kind: 'view', name: 'seen', role: 'etl' },
  ],
  // On a view and a materialized view the others mean nothing.
  neighbours: [{ name: 'kept' }, { name: 'seen', role: 'app' }, { role: 'migrator' }, { role: 'postgres' }],
});
