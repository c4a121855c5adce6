import { controlStory } from '../../../testing/control-story.ts';
import { encryptionKeyInDefinition } from './encryption-key-in-definition.ts';

const seal = (key: string) =>
  `CREATE OR REPLACE FUNCTION app.seal() RETURNS trigger LANGUAGE plpgsql AS $$ DECLARE k text := ${key}; BEGIN NEW.ssn := ext.pgp_sym_encrypt(NEW.plain, k); RETURN NEW; END $$;`;
const clear = (key: string) =>
  `CREATE OR REPLACE VIEW app.clear AS SELECT id, ext.pgp_sym_decrypt(ssn, ${key}) AS ssn FROM app.people;`;
const open = "current_setting('app.key')";

controlStory(encryptionKeyInDefinition, {
  setup: `CREATE SCHEMA ext; CREATE EXTENSION pgcrypto SCHEMA ext; CREATE SCHEMA app; CREATE TABLE app.people (id int, plain text, ssn bytea);
${seal(open)} CREATE TRIGGER seal BEFORE INSERT ON app.people FOR EACH ROW EXECUTE FUNCTION app.seal(); ${clear(open)}
CREATE FUNCTION app.with_argument(bytea, text) RETURNS text LANGUAGE sql AS 'SELECT ext.pgp_sym_decrypt($1, $2)';
CREATE FUNCTION app.words() RETURNS text LANGUAGE sql AS $$ SELECT 'pgp_sym_decrypt(ssn, ''key'')' $$`,
  break: `${seal("'correct horse'")} ${clear("'correct horse'")}`,
  fires: [
    { kind: 'function', name: 'seal' },
    { kind: 'view', name: 'clear' },
  ],
  neighbours: [{ name: 'with_argument' }, { name: 'words' }],
  mendByHand: `${seal(open)} ${clear(open)}`,
  unmendByHand: `${seal("'correct horse'")} ${clear("'correct horse'")}`,
});
