import { controlStory } from '../../../testing/control-story.ts';
import { rlsLookupTableUnprotected } from './rls-lookup-table-unprotected.ts';

controlStory(rlsLookupTableUnprotected, {
  policy: { version: 1, roles: [{ role: 'clerk', kind: 'person' }] },
  setup: `CREATE ROLE app LOGIN; CREATE ROLE clerk LOGIN; CREATE ROLE staff; GRANT staff TO app; CREATE ROLE manager LOGIN;
    CREATE TABLE member (tenant_id uuid, name text); GRANT SELECT ON member TO app; GRANT INSERT, UPDATE ON member TO manager;
    CREATE TABLE guarded (tenant_id uuid, name text); ALTER TABLE guarded ENABLE ROW LEVEL SECURITY; CREATE POLICY p ON guarded USING (name = current_user); GRANT SELECT, INSERT ON guarded TO app;
    CREATE TABLE unrelated (id int); GRANT ALL ON unrelated TO app;
    CREATE TABLE t (id int, tenant_id uuid); ALTER TABLE t ENABLE ROW LEVEL SECURITY; GRANT SELECT ON t TO app, clerk;
    CREATE POLICY by_member ON t USING (tenant_id IN (SELECT m.tenant_id FROM member m WHERE m.name = current_user));
    CREATE POLICY by_guarded ON t FOR DELETE USING (EXISTS (SELECT FROM guarded g WHERE g.tenant_id = t.tenant_id AND g.name = current_user))`,
  break: 'GRANT INSERT, UPDATE (name) ON member TO staff; GRANT DELETE ON member TO clerk',
  fires: [{ kind: 'table', name: 'member' }],
  neighbours: [{ name: 'guarded' }, { name: 'unrelated' }, { name: 't' }],
});

// The policy asks a view, and what the view is made of is written all the same.
controlStory(rlsLookupTableUnprotected, {
  setup: `CREATE ROLE app LOGIN; CREATE TABLE member (tenant_id uuid, name text); CREATE VIEW active AS SELECT * FROM member WHERE name <> ''; CREATE VIEW mine AS SELECT * FROM active;
    CREATE TABLE t (id int, tenant_id uuid); ALTER TABLE t ENABLE ROW LEVEL SECURITY; GRANT SELECT ON t, mine TO app;
    CREATE POLICY by_view ON t USING (tenant_id IN (SELECT m.tenant_id FROM mine m WHERE m.name = current_user))`,
  break: 'GRANT INSERT ON member TO app',
  fires: [{ kind: 'table', name: 'member' }],
  neighbours: [{ name: 'mine' }, { name: 'active' }, { name: 't' }],
});
