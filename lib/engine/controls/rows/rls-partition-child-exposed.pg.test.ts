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
