import { controlStory } from '../../../testing/control-story.ts';
import { unsaltedDigest } from './unsalted-digest.ts';

const wrong = `CREATE VIEW app.anonymous AS SELECT encode(sha256(client_ip::text::bytea), 'hex') AS visitor FROM app.visits;
ALTER TABLE app.people ADD COLUMN email_key text GENERATED ALWAYS AS (md5(email)) STORED`;

controlStory(unsaltedDigest, {
  setup: `CREATE SCHEMA ext; CREATE EXTENSION pgcrypto SCHEMA ext; CREATE SCHEMA app; CREATE TABLE app.people (id int, email text, api_token text, body text);
CREATE TABLE app.visits (id int, client_ip inet);
CREATE VIEW app.pseudonymous AS SELECT ext.hmac(client_ip::text, current_setting('app.key'), 'sha256') AS visitor FROM app.visits;
CREATE VIEW app.etags AS SELECT md5(body) AS etag FROM app.people; CREATE VIEW app.tokens AS SELECT sha256(api_token::bytea) AS t FROM app.people`,
  break: wrong,
  fires: [
    { kind: 'view', name: 'anonymous' },
    { kind: 'column', name: 'people', column: 'email_key' },
  ],
  neighbours: [{ name: 'pseudonymous' }, { name: 'etags' }, { name: 'tokens' }],
  mendByHand: 'DROP VIEW app.anonymous; ALTER TABLE app.people DROP COLUMN email_key',
  unmendByHand: wrong,
});
