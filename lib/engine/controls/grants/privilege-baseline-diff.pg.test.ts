import { controlStory } from '../../../testing/control-story.ts';
import { privilegeBaselineDiff } from './privilege-baseline-diff.ts';

controlStory(privilegeBaselineDiff, {
  majors: [14, 16, 18],
  policy: {
    version: 1,
    classification: [
      {
        database: 'shop',
        schema: 'billing',
        table: 'people',
        column: 'name',
        class: 'pii',
        readers: ['app_reader'],
      },
    ],
    roles: [
      {
        role: 'app_service',
        kind: 'application',
        databases: ['shop'],
        may: [
          { schema: 'app', objects: 'tables', privileges: ['SELECT', 'INSERT'] },
          { schema: 'app', objects: 'sequences', privileges: ['USAGE'] },
        ],
      },
      {
        role: 'readonly_user',
        kind: 'readonly',
        databases: ['shop'],
        may: [{ schema: 'app', objects: 'tables', privileges: ['SELECT'] }],
      },
      {
        role: 'elsewhere',
        kind: 'application',
        databases: ['other'],
        may: [{ objects: 'tables', privileges: ['SELECT'] }],
      },
    ],
  },
  setup: `CREATE ROLE shop_owner; CREATE ROLE app_service LOGIN; CREATE ROLE app_reader; CREATE ROLE readonly_user LOGIN; CREATE ROLE elsewhere;
    CREATE SCHEMA app AUTHORIZATION shop_owner; CREATE TABLE app.orders (a int); ALTER TABLE app.orders OWNER TO shop_owner;
    CREATE TABLE app."oth""er" (a int); CREATE SEQUENCE app.numbers; GRANT USAGE ON SCHEMA app TO app_service, app_reader;
    GRANT SELECT, INSERT ON ALL TABLES IN SCHEMA app TO app_service; GRANT USAGE ON app.numbers TO app_service;
    GRANT SELECT ON ALL TABLES IN SCHEMA app TO app_reader; GRANT app_reader TO readonly_user`,
  break: `GRANT DELETE ON app.orders TO app_service; REVOKE INSERT ON app.orders FROM app_service;
    CREATE SCHEMA billing; CREATE TABLE billing.cards (a int); GRANT SELECT ON billing.cards TO app_service; GRANT CREATE ON SCHEMA app TO readonly_user;
    CREATE TABLE billing.people (id int, name text, card text); GRANT SELECT (name), SELECT (card), UPDATE (card) ON billing.people TO readonly_user`,
  fires: [
    { kind: 'table', schema: 'app', name: 'orders', role: 'app_service' },
    { kind: 'table', schema: 'billing', name: 'cards', role: 'app_service' },
    { kind: 'schema', name: 'app', role: 'readonly_user' },
    { kind: 'column', name: 'people', column: 'card', role: 'readonly_user' },
  ],
  neighbours: [
    { name: 'oth"er' },
    { name: 'numbers' },
    // A reader of the column, says the classification.
    { kind: 'column', column: 'name' },
    { role: 'elsewhere' },
    { role: 'readonly_user', kind: 'table' },
  ],
});
