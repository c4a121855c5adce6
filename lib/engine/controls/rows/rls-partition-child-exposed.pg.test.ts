import { expect } from 'vitest';
import { controlStory } from '../../../testing/control-story.ts';
import { rlsPartitionChildExposed } from './rls-partition-child-exposed.ts';

controlStory(rlsPartitionChildExposed, {
  setup: `CREATE ROLE reporting; CREATE TABLE events (a int, b int) PARTITION BY LIST (a); ALTER TABLE events ENABLE ROW LEVEL SECURITY;
    CREATE TABLE events_1 PARTITION OF events FOR VALUES IN (1); GRANT SELECT ON events TO reporting;
    CREATE TABLE open (a int) PARTITION BY LIST (a); CREATE TABLE open_1 PARTITION OF open DEFAULT; GRANT SELECT ON open_1 TO reporting;
    CREATE TABLE events_own PARTITION OF events FOR VALUES IN (9); ALTER TABLE events_own ENABLE ROW LEVEL SECURITY; GRANT SELECT ON events_own TO reporting`,
  // Also two levels down, by a column alone, and by old-style inheritance.
  break: `GRANT SELECT ON events_1 TO reporting; GRANT INSERT ON events_1 TO PUBLIC;
    CREATE TABLE events_2 PARTITION OF events FOR VALUES IN (2) PARTITION BY LIST (b);
    CREATE TABLE events_2_1 PARTITION OF events_2 FOR VALUES IN (1); GRANT SELECT (b) ON events_2_1 TO reporting;
    CREATE TABLE base (a int); ALTER TABLE base ENABLE ROW LEVEL SECURITY; CREATE TABLE kid () INHERITS (base); GRANT SELECT ON kid TO reporting`,
  fires: [
    { kind: 'table', name: 'events_1' },
    { kind: 'table', name: 'events_2_1' },
    { kind: 'table', name: 'kid' },
  ],
  neighbours: [
    { name: 'events' },
    { name: 'events_2' },
    { name: 'open_1' },
    { name: 'events_own' },
    { name: 'base' },
  ],
});

// The parent's policies bind whoever may read all data, and are not asked where the partition is read.
controlStory(rlsPartitionChildExposed, {
  setup: `CREATE ROLE reporting; CREATE ROLE watcher LOGIN; CREATE TABLE events (a int) PARTITION BY LIST (a); ALTER TABLE events ENABLE ROW LEVEL SECURITY;
    CREATE TABLE events_1 PARTITION OF events FOR VALUES IN (1); CREATE TABLE events_2 PARTITION OF events FOR VALUES IN (2);
    CREATE TABLE shut PARTITION OF events FOR VALUES IN (3); ALTER TABLE shut ENABLE ROW LEVEL SECURITY;
    CREATE POLICY seen ON events USING (a = 1); INSERT INTO events VALUES (1)`,
  break: 'GRANT pg_read_all_data TO watcher; GRANT SELECT ON events_2 TO reporting',
  fires: [
    { kind: 'table', name: 'events_1' },
    { kind: 'table', name: 'events_2' },
  ],
  neighbours: [{ name: 'events' }, { name: 'shut' }],
  async mendByHand(cluster) {
    const seen = () =>
      cluster.sql(
        'SELECT (SELECT count(*) FROM events) AS by_parent, (SELECT count(*) FROM events_1) AS directly',
        'shop',
        'watcher',
      );
    await cluster.sql('DROP POLICY seen ON events', 'shop');
    expect(await seen()).toEqual([{ by_parent: '0', directly: '1' }]);
    await cluster.sql(
      'ALTER TABLE events_1 ENABLE ROW LEVEL SECURITY; ALTER TABLE events_2 ENABLE ROW LEVEL SECURITY; CREATE POLICY seen ON events USING (a = 1)',
      'shop',
    );
    expect(await seen()).toEqual([{ by_parent: '1', directly: '0' }]);
  },
  unmendByHand:
    'ALTER TABLE events_1 DISABLE ROW LEVEL SECURITY; ALTER TABLE events_2 DISABLE ROW LEVEL SECURITY',
});
