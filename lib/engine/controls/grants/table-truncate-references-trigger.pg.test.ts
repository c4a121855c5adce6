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
    GRANT ALL ON orders TO migrator; GRANT SELECT, INSERT, UPDATE, DELETE ON orders TO app; GRANT TRUNCATE, INSERT ON staging TO staging_load`,
  break:
    'CREATE ROLE etl LOGIN; GRANT ALL ON orders TO app; GRANT TRUNCATE ON orders TO etl; GRANT REFERENCES ON staging TO staging_load',
  fires: [
    { kind: 'table', name: 'orders', role: 'app' },
    { kind: 'table', name: 'orders', role: 'etl' },
    { kind: 'table', name: 'staging', role: 'staging_load' },
  ],
  neighbours: [{ role: 'migrator' }, { role: 'postgres' }],
});
