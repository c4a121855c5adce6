import { controlStory } from '../../../testing/control-story.ts';
import type { EncryptionArrangement } from '../../policy/policy.ts';
import { columnEncryptionAsStated } from './column-encryption-as-stated.ts';

const entry = (column: string, arrangement: EncryptionArrangement) => ({
  database: 'shop',
  schema: 'app',
  table: 'people',
  column,
  class: 'regulated',
  encryption: { arrangement, keyHolder: 'platform team' },
});
const wrong = `CREATE FUNCTION app.store(text, text) RETURNS void LANGUAGE sql AS 'INSERT INTO app.people (ssn) VALUES (ext.pgp_sym_encrypt($1, $2))';
ALTER TABLE app.people ALTER COLUMN born TYPE date USING NULL`;

controlStory(columnEncryptionAsStated, {
  policy: {
    version: 1,
    classification: [
      entry('ssn', 'application'),
      entry('born', 'application'),
      entry('card', 'pgcrypto'),
      entry('note', 'plaintext'),
    ],
  },
  setup: `CREATE SCHEMA ext; CREATE EXTENSION pgcrypto SCHEMA ext; CREATE SCHEMA app; CREATE TABLE app.people (id int, ssn bytea, born bytea, card bytea, note text);
CREATE FUNCTION app.pay(text, text) RETURNS void LANGUAGE sql AS 'INSERT INTO app.people (card) VALUES (ext.pgp_sym_encrypt($1, $2))'`,
  break: wrong,
  fires: [
    { kind: 'column', name: 'people', column: 'ssn' },
    { kind: 'column', name: 'people', column: 'born' },
  ],
  neighbours: [{ column: 'card' }, { column: 'note' }],
  mendByHand:
    'DROP FUNCTION app.store(text, text); ALTER TABLE app.people ALTER COLUMN born TYPE bytea USING NULL',
  unmendByHand: wrong,
});
