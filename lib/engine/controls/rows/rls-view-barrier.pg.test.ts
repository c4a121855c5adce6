import { controlStory } from '../../../testing/control-story.ts';
import { rlsViewBarrier } from './rls-view-barrier.ts';

controlStory(rlsViewBarrier, {
  setup: `CREATE ROLE app LOGIN; CREATE TABLE t (id int, tenant_id uuid, note text); CREATE TABLE open (id int, note text); GRANT SELECT ON open TO app;
    CREATE VIEW columns_only AS SELECT id FROM t; GRANT SELECT ON columns_only TO app;
    CREATE VIEW walled WITH (security_barrier) AS SELECT id, note FROM t WHERE note = 'public'; GRANT SELECT ON walled TO app;
    CREATE VIEW of_open AS SELECT id FROM open WHERE note = 'public'; GRANT SELECT ON of_open TO app;
    CREATE VIEW nobodys AS SELECT id FROM t WHERE id > 0; CREATE VIEW public_notes AS SELECT id, note FROM t WHERE note = 'public'`,
  break: 'GRANT SELECT (id) ON public_notes TO app',
  fires: [{ kind: 'view', name: 'public_notes' }],
  neighbours: [{ name: 'columns_only' }, { name: 'walled' }, { name: 'of_open' }, { name: 'nobodys' }],
});

controlStory(rlsViewBarrier, {
  majors: [18],
  setup: `CREATE ROLE app LOGIN; CREATE TABLE t (id int, note text); GRANT SELECT (id) ON t TO app;
    CREATE VIEW by_invoker WITH (security_invoker) AS SELECT id FROM t WHERE id > 0; GRANT SELECT ON by_invoker TO app; CREATE VIEW nested AS SELECT * FROM (SELECT id, note FROM t WHERE id > 0) s`,
  break: 'GRANT SELECT ON nested TO PUBLIC',
  fires: [{ kind: 'view', name: 'nested' }],
  neighbours: [{ name: 'by_invoker' }],
});
