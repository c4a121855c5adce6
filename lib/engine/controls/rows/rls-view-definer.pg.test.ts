import { controlStory } from '../../../testing/control-story.ts';
import { rlsViewDefiner } from './rls-view-definer.ts';

const tables = `CREATE ROLE shop_owner; CREATE ROLE reporting; CREATE ROLE reader LOGIN;
  CREATE TABLE orders (a int); ALTER TABLE orders OWNER TO shop_owner; ALTER TABLE orders ENABLE ROW LEVEL SECURITY; ALTER TABLE orders FORCE ROW LEVEL SECURITY;
  CREATE TABLE unforced (a int); ALTER TABLE unforced OWNER TO shop_owner; ALTER TABLE unforced ENABLE ROW LEVEL SECURITY;
  CREATE TABLE plain (a int); CREATE VIEW of_plain AS SELECT * FROM plain; GRANT SELECT ON of_plain TO reporting;
  CREATE VIEW bound AS SELECT * FROM orders; ALTER VIEW bound OWNER TO shop_owner; GRANT SELECT ON bound TO reporting;
  CREATE VIEW kept AS SELECT * FROM orders;
  CREATE TABLE events (a int) PARTITION BY LIST (a); ALTER TABLE events ENABLE ROW LEVEL SECURITY; ALTER TABLE events FORCE ROW LEVEL SECURITY;
  CREATE TABLE events_1 PARTITION OF events DEFAULT; ALTER TABLE events OWNER TO shop_owner; ALTER TABLE events_1 OWNER TO shop_owner;
  CREATE TABLE open (a int) PARTITION BY LIST (a); CREATE TABLE open_1 PARTITION OF open DEFAULT; CREATE VIEW of_open AS SELECT * FROM open_1; GRANT SELECT ON of_open TO reporting;`;

controlStory(rlsViewDefiner, {
  majors: [15, 18],
  setup: `${tables} CREATE VIEW invoker WITH (security_invoker = on) AS SELECT * FROM orders; GRANT SELECT ON invoker TO reporting;
    CREATE VIEW over_invoker AS SELECT * FROM invoker; GRANT SELECT ON over_invoker TO reader`,
  // Owned by a superuser; owned by the owner of a table that is not forced; and through another view.
  // An invoker view is held against whoever asks, below another view too (tried on 18).
  break: `CREATE VIEW "over""view" AS SELECT a FROM orders; GRANT SELECT (a) ON "over""view" TO reporting;
    CREATE VIEW own WITH (security_barrier = true) AS SELECT * FROM unforced; ALTER VIEW own OWNER TO shop_owner; GRANT SELECT ON own TO PUBLIC;
    CREATE VIEW outer_view AS SELECT * FROM kept; GRANT SELECT ON outer_view TO reader;
    CREATE VIEW part AS SELECT * FROM events_1; ALTER VIEW part OWNER TO shop_owner; GRANT SELECT ON part TO reader`,
  fires: [
    { kind: 'view', name: 'over"view' },
    { kind: 'view', name: 'own' },
    { kind: 'view', name: 'outer_view' },
    // Its owner is bound by the parent's policies, but asks the partition, which has none.
    { kind: 'view', name: 'part' },
  ],
  neighbours: [
    { name: 'of_plain' },
    { name: 'bound' },
    { name: 'kept' },
    { name: 'invoker' },
    { name: 'over_invoker' },
    { name: 'of_open' },
  ],
});

// 14 has no security_invoker, so nothing we could script.
controlStory(rlsViewDefiner, {
  majors: [14],
  setup: tables,
  break: 'CREATE VIEW overview AS SELECT a FROM orders; GRANT SELECT ON overview TO reporting',
  fires: [{ kind: 'view', name: 'overview' }],
  neighbours: [{ name: 'of_plain' }, { name: 'bound' }, { name: 'kept' }],
  mendByHand: 'REVOKE SELECT ON overview FROM reporting',
  unmendByHand: 'GRANT SELECT ON overview TO reporting',
});
