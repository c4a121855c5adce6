import { controlStory } from '../../../testing/control-story.ts';
import { decryptedValuesStored } from './decrypted-values-stored.ts';

const wrong = `CREATE INDEX by_ssn ON app.people (ext.decrypt(ssn, 'k', 'aes'));
CREATE MATERIALIZED VIEW app.kept AS SELECT id, ext.pgp_sym_decrypt(ssn, 'k') AS ssn FROM app.other`;

controlStory(decryptedValuesStored, {
  setup: `CREATE SCHEMA ext; CREATE EXTENSION pgcrypto SCHEMA ext; CREATE SCHEMA app; CREATE TABLE app.people (id int, ssn bytea, hashed bytea);
CREATE TABLE app.other (id int, ssn bytea); CREATE VIEW app.clear AS SELECT id, ext.pgp_sym_decrypt(ssn, 'k') AS ssn FROM app.other;
CREATE INDEX by_hash ON app.other (ext.hmac(ssn, 'k', 'sha256'))`,
  break: wrong,
  fires: [
    { kind: 'table', name: 'people' },
    { kind: 'materialized-view', name: 'kept' },
  ],
  neighbours: [{ name: 'clear' }, { name: 'other' }],
  mendByHand: 'DROP INDEX app.by_ssn; DROP MATERIALIZED VIEW app.kept',
  unmendByHand: wrong,
});
