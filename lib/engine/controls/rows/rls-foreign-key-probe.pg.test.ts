import { controlStory } from '../../../testing/control-story.ts';
import { ownTenant } from '../../../testing/policy-story.ts';
import { rlsForeignKeyProbe } from './rls-foreign-key-probe.ts';

const own = `CREATE POLICY p ON`;
const tables = `CREATE ROLE app LOGIN;
  CREATE TABLE orders (tenant_id uuid NOT NULL, id bigint, PRIMARY KEY (id), UNIQUE (tenant_id, id)); ALTER TABLE orders ENABLE ROW LEVEL SECURITY;
  ${own} orders USING (${ownTenant}); GRANT SELECT ON orders TO app;
  CREATE TABLE held (tenant_id uuid NOT NULL, order_id bigint, FOREIGN KEY (tenant_id, order_id) REFERENCES orders (tenant_id, id)); ALTER TABLE held ENABLE ROW LEVEL SECURITY;
  ${own} held USING (${ownTenant}); GRANT SELECT, INSERT ON held TO app;
  CREATE TABLE invoices (id bigint PRIMARY KEY, tenant_id uuid NOT NULL, customer text); ALTER TABLE invoices ENABLE ROW LEVEL SECURITY;
  ${own} invoices USING (${ownTenant}); GRANT SELECT ON invoices TO app;
  CREATE TABLE unwritten (invoice_id bigint REFERENCES invoices); CREATE TABLE customers (name text PRIMARY KEY); GRANT SELECT, DELETE ON customers TO app;
  CREATE TABLE notes (order_id bigint); GRANT INSERT ON notes TO app`;

controlStory(rlsForeignKeyProbe, {
  policy: { version: 1, tenancy: { model: 'row', column: 'tenant_id', setting: 'app.tenant_id' } },
  setup: tables,
  break: `ALTER TABLE notes ADD CONSTRAINT probe FOREIGN KEY (order_id) REFERENCES orders (id);
    ALTER TABLE invoices ADD CONSTRAINT carried FOREIGN KEY (customer) REFERENCES customers ON DELETE CASCADE`,
  fires: [
    { kind: 'table', name: 'orders' },
    { kind: 'table', name: 'invoices' },
  ],
  neighbours: [{ name: 'held' }, { name: 'unwritten' }, { name: 'customers' }],
  mendByHand: 'ALTER TABLE notes DROP CONSTRAINT probe; REVOKE DELETE ON customers FROM app',
  unmendByHand:
    'ALTER TABLE notes ADD CONSTRAINT probe FOREIGN KEY (order_id) REFERENCES orders (id); GRANT DELETE ON customers TO app',
});
