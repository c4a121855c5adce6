import { emptyPlan } from '../../testing/empty-plan.ts';
import type { Change } from '../model/change.ts';
import type { ObjectRef } from '../model/object-ref.ts';
import type { Plan } from './plan.ts';

/** Fixtures alone; what the tests change is rolled back. */
export const setup = `
CREATE ROLE owner; CREATE ROLE other; CREATE ROLE reader LOGIN; CREATE ROLE writer LOGIN;
CREATE SCHEMA app AUTHORIZATION owner; GRANT USAGE ON SCHEMA app TO PUBLIC;
CREATE SCHEMA report AUTHORIZATION other; GRANT USAGE ON SCHEMA report TO PUBLIC;
SET ROLE owner;
CREATE TABLE app.customer (id int PRIMARY KEY, name text);
CREATE TABLE app.invoice (id int, customer int REFERENCES app.customer);
INSERT INTO app.customer VALUES (1, 'one');
GRANT SELECT ON app.customer TO other, reader;
GRANT SELECT, INSERT ON app.invoice TO writer;
RESET ROLE; SET ROLE other;
CREATE VIEW report.names AS SELECT name FROM app.customer;
CREATE VIEW report.upper AS SELECT upper(name) FROM report.names;
GRANT SELECT ON report.names, report.upper TO reader;
CREATE FUNCTION report.count() RETURNS bigint LANGUAGE sql SECURITY DEFINER AS 'SELECT count(*) FROM app.customer';
CREATE FUNCTION report.plain() RETURNS bigint LANGUAGE plpgsql AS 'BEGIN RETURN (SELECT count(*) FROM app.customer); END';
CREATE FUNCTION report.unrelated() RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1';
RESET ROLE; SET ROLE owner;
CREATE FUNCTION app.visible(text) RETURNS bool LANGUAGE sql AS 'SELECT $1 IS NOT NULL';
REVOKE ALL ON FUNCTION app.visible(text) FROM PUBLIC; GRANT EXECUTE ON FUNCTION app.visible(text) TO reader, writer;
CREATE TABLE app.note (id int, body text); GRANT SELECT ON app.note TO reader, writer; GRANT INSERT ON app.note TO writer;
ALTER TABLE app.note ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON app.note TO reader USING (app.visible(body));
CREATE POLICY known ON app.note TO writer USING (EXISTS (SELECT FROM app.invoice WHERE invoice.id = note.id)) WITH CHECK (true);
INSERT INTO app.note VALUES (1, 'x');
CREATE TABLE app.log (at timestamptz); GRANT INSERT ON app.log TO writer;
CREATE FUNCTION app.logged() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN INSERT INTO app.log VALUES (now()); RETURN NEW; END';
CREATE TRIGGER logged BEFORE INSERT ON app.invoice FOR EACH ROW EXECUTE FUNCTION app.logged();
RESET ROLE;
`;

export const database = 'postgres';
export const table = (name: string): ObjectRef => ({ kind: 'table', database, schema: 'app', name });

/** A plan of which only the changes and the database count. */
export function planOf(changes: readonly Change[]): Plan {
  return { ...emptyPlan, changes, database };
}
