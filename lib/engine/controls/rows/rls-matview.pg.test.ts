import { controlStory } from '../../../testing/control-story.ts';
import { rlsMatview } from './rls-matview.ts';

controlStory(rlsMatview, {
  setup: `CREATE ROLE reporting; CREATE TABLE orders (a int); ALTER TABLE orders ENABLE ROW LEVEL SECURITY; CREATE TABLE plain (a int);
    CREATE MATERIALIZED VIEW of_plain AS SELECT * FROM plain; GRANT SELECT ON of_plain TO reporting;
    CREATE MATERIALIZED VIEW kept AS SELECT * FROM orders`,
  break: `CREATE MATERIALIZED VIEW totals AS SELECT a FROM orders; GRANT SELECT ON totals TO reporting;
    CREATE VIEW middle AS SELECT * FROM kept; CREATE MATERIALIZED VIEW copy AS SELECT * FROM middle; GRANT SELECT ON copy TO PUBLIC; GRANT SELECT (a) ON copy TO reporting`,
  fires: [
    { kind: 'materialized-view', name: 'totals' },
    { kind: 'materialized-view', name: 'copy' },
  ],
  neighbours: [{ name: 'of_plain' }, { name: 'kept' }],
});
