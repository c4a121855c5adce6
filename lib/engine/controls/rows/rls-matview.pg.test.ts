import { controlStory } from '../../../testing/control-story.ts';
import { rlsMatview } from './rls-matview.ts';

controlStory(rlsMatview, {
  setup: `CREATE ROLE reporting; CREATE TABLE orders (a int); ALTER TABLE orders ENABLE ROW LEVEL SECURITY; CREATE TABLE plain (a int);
    CREATE MATERIALIZED VIEW of_plain AS SELECT * FROM plain; GRANT SELECT ON of_plain TO reporting;
    CREATE MATERIALIZED VIEW kept AS SELECT * FROM orders;
    CREATE TABLE events (a int) PARTITION BY LIST (a); ALTER TABLE events ENABLE ROW LEVEL SECURITY; CREATE TABLE events_1 PARTITION OF events DEFAULT`,
  break: `CREATE MATERIALIZED VIEW totals AS SELECT a FROM orders; GRANT SELECT ON totals TO reporting;
    CREATE VIEW middle AS SELECT * FROM kept; CREATE MATERIALIZED VIEW copy AS SELECT * FROM middle; GRANT SELECT ON copy TO PUBLIC; GRANT SELECT (a) ON copy TO reporting;
    CREATE MATERIALIZED VIEW part AS SELECT * FROM events_1; GRANT SELECT ON part TO reporting`,
  fires: [
    { kind: 'materialized-view', name: 'totals' },
    { kind: 'materialized-view', name: 'copy' },
    // A partition has its parent's rows without its parent's policies.
    { kind: 'materialized-view', name: 'part' },
  ],
  neighbours: [{ name: 'of_plain' }, { name: 'kept' }],
});
