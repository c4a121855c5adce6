import { controlStory } from '../../../testing/control-story.ts';
import { viewUpdatePath } from './view-update-path.ts';

controlStory(viewUpdatePath, {
  setup: `CREATE ROLE shop_owner; CREATE ROLE app LOGIN; CREATE ROLE clerk LOGIN; CREATE SCHEMA app AUTHORIZATION shop_owner; SET ROLE shop_owner;
    CREATE TABLE app.orders (id int, total int); CREATE TABLE app.lines (id int);
    CREATE VIEW app.mine AS SELECT id, total FROM app.orders; CREATE VIEW app.joined AS SELECT o.id FROM app.orders o JOIN app.lines l USING (id);
    CREATE VIEW app.listed AS SELECT * FROM app.orders WHERE id IN (SELECT l.id FROM app.lines l); CREATE VIEW app.met AS SELECT o.id FROM app.orders o, app.lines l WHERE o.id = l.id;
    CREATE VIEW app.column_wise AS SELECT id, total FROM app.orders; GRANT UPDATE (total) ON app.orders TO clerk; GRANT UPDATE (total) ON app.column_wise TO clerk; GRANT UPDATE ON app.met TO app;
    CREATE VIEW app.read_only AS SELECT id FROM app.orders;
    GRANT UPDATE ON app.orders TO clerk; GRANT UPDATE ON app.mine TO clerk; GRANT SELECT ON app.read_only TO app; GRANT UPDATE ON app.joined TO app; RESET ROLE`,
  break:
    'SET ROLE shop_owner; GRANT UPDATE, DELETE ON app.mine TO app; GRANT INSERT ON app.listed TO app; GRANT UPDATE (total) ON app.column_wise TO app; RESET ROLE',
  fires: [
    { kind: 'view', name: 'mine', role: 'app' },
    // One relation in FROM, and another in a subquery: PostgreSQL writes the first.
    { kind: 'view', name: 'listed', role: 'app' },
    { kind: 'column', name: 'column_wise', column: 'total', role: 'app' },
  ],
  neighbours: [{ role: 'clerk' }, { name: 'read_only' }, { name: 'joined' }, { name: 'met' }],
});
