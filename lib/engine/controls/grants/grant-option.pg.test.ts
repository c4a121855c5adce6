import { controlStory } from '../../../testing/control-story.ts';
import { grantOption } from './grant-option.ts';

controlStory(grantOption, {
  policy: { version: 1, roles: [{ role: 'dba', kind: 'admin' }] },
  setup: `CREATE ROLE shop_owner; CREATE ROLE dba; CREATE ROLE reader; GRANT shop_owner TO CURRENT_USER; CREATE SCHEMA app AUTHORIZATION shop_owner;
    SET ROLE shop_owner; CREATE TABLE app.orders (a int, b int); GRANT SELECT ON app.orders TO dba WITH GRANT OPTION;
    GRANT INSERT ON app.orders TO reader; RESET ROLE`,
  break: `CREATE ROLE lead LOGIN; CREATE ROLE second LOGIN; GRANT USAGE ON SCHEMA app TO lead, second;
    GRANT SELECT, UPDATE ON app.orders TO lead WITH GRANT OPTION; GRANT SELECT (b) ON app.orders TO second WITH GRANT OPTION;
    SET ROLE lead; GRANT SELECT ON app.orders TO reader; RESET ROLE;
    GRANT CREATE ON DATABASE shop TO lead WITH GRANT OPTION`,
  fires: [
    { kind: 'table', schema: 'app', name: 'orders', role: 'lead' },
    { kind: 'column', schema: 'app', name: 'orders', column: 'b', role: 'second' },
    { kind: 'database', name: 'shop', role: 'lead' },
  ],
  neighbours: [{ role: 'shop_owner' }, { role: 'dba' }, { role: 'reader' }],
});
