import { alterSystem } from '../../../testing/alter-system.ts';
import { controlStory } from '../../../testing/control-story.ts';
import { encryptionKeyLogged } from './encryption-key-logged.ts';

controlStory(encryptionKeyLogged, {
  settings: { log_statement: 'ddl' },
  setup: `CREATE EXTENSION pgcrypto; CREATE TABLE people (ssn bytea);
CREATE FUNCTION store(text, text) RETURNS void LANGUAGE sql AS 'INSERT INTO people (ssn) VALUES (pgp_sym_encrypt($1, $2))'`,
  break: async (cluster) => {
    await alterSystem('log_statement', 'mod')(cluster);
    await alterSystem('log_min_duration_statement', '250')(cluster);
  },
  fires: [
    { kind: 'setting', name: 'log_statement' },
    { kind: 'setting', name: 'log_min_duration_statement' },
  ],
  neighbours: [{ name: 'log_parameter_max_length_on_error' }, { name: 'log_min_duration_sample' }],
});

// The server is silent; the one role that passes keys is not.
controlStory(encryptionKeyLogged, {
  settings: { log_statement: 'ddl' },
  setup: `CREATE ROLE app LOGIN; CREATE EXTENSION pgcrypto; CREATE TABLE people (ssn bytea);
CREATE FUNCTION store(text, text) RETURNS void LANGUAGE sql AS 'INSERT INTO people (ssn) VALUES (pgp_sym_encrypt($1, $2))'`,
  break: `ALTER ROLE app SET log_statement = 'all'; ALTER ROLE app IN DATABASE shop SET log_min_duration_statement = '1s';
    ALTER DATABASE shop SET log_transaction_sample_rate = 0.5`,
  fires: [
    { kind: 'setting', name: 'log_statement' },
    { kind: 'setting', name: 'log_min_duration_statement' },
    { kind: 'setting', name: 'log_transaction_sample_rate' },
  ],
  neighbours: [{ name: 'log_parameter_max_length_on_error' }, { name: 'log_min_duration_sample' }],
});

// A key that stands in the definition is passed by nobody.
controlStory(encryptionKeyLogged, {
  majors: [16],
  setup: alterSystem('log_statement', 'all'),
  cleanStatus: 'not-applicable',
  break: `CREATE EXTENSION pgcrypto; CREATE TABLE people (ssn bytea); CREATE VIEW clear AS SELECT pgp_sym_decrypt(ssn, current_setting('app.key')) FROM people`,
  fires: [{ kind: 'setting', name: 'log_statement' }],
});
