import { expect, test } from 'vitest';
import { startCluster } from '../../../testing/cluster.ts';
import { inventoryOf } from '../../../testing/inventory-of.ts';

const schema = `
CREATE SCHEMA ext; CREATE EXTENSION pgcrypto SCHEMA ext; CREATE SCHEMA app;
CREATE TABLE app.people (id int, ssn bytea DEFAULT ext.encrypt('\\x00', 'hush'::bytea, 'aes'), email text,
  email_hash text GENERATED ALWAYS AS (md5(email)) STORED, plain text DEFAULT upper('x'), CHECK (length(md5(email)) > 3), CHECK (id > 0));
CREATE VIEW app.clear AS SELECT id, ext.pgp_sym_decrypt(ssn, 'it''s hush') AS ssn FROM app.people;
CREATE VIEW app.other AS SELECT id, ext.pgp_sym_decrypt(ssn, current_setting('app.key')) AS ssn FROM app.people;
CREATE VIEW app.harmless AS SELECT id, upper(email) AS "pgp_sym_decrypt" FROM app.people;
CREATE INDEX by_ssn ON app.people (id, ext.decrypt(ssn, 'hush', 'aes'));
CREATE INDEX by_email ON app.people (lower(email))`;

test.each([14, 18] as const)(
  'on %i stored expressions with cryptography are read, without their keys',
  async (major) => {
    const cluster = await startCluster({ major });
    try {
      await cluster.sql('CREATE DATABASE shop');
      await cluster.sql(schema, 'shop');
      const inventory = await inventoryOf(cluster, ['shop']);
      const section = inventory.databases[0]?.sections['crypto-expressions'];
      if (!section || 'gap' in section) throw new Error('a gap');
      expect(JSON.stringify(section.rows)).not.toContain('hush');
      expect(section.rows.map((row) => [row.kind, row.schema, row.relation, row.name])).toEqual([
        ['view', 'app', 'clear', null],
        ['view', 'app', 'other', null],
        ['check', 'app', 'people', 'people_email_check'],
        ['default', 'app', 'people', 'ssn'],
        ['generated', 'app', 'people', 'email_hash'],
        ['index', 'app', 'people', 'by_ssn'],
      ]);
      expect(section.rows[0]?.expression).toMatch(
        /ext\.pgp_sym_decrypt\((people\.)?ssn, '\[secret\]'::text\)/,
      );
      expect(section.rows[1]?.expression).toContain("current_setting('app.key'::text)");
    } finally {
      await cluster.stop();
    }
  },
);
