import { controlStory } from '../../../testing/control-story.ts';
import { encryptionRequiredPlaintext } from './encryption-required-plaintext.ts';

const entry = (column: string) => ({ database: 'shop', schema: 'app', table: 'people', column });

controlStory(encryptionRequiredPlaintext, {
  policy: {
    version: 1,
    classification: [
      {
        ...entry('ssn'),
        class: 'regulated',
        protection: ['encryption'],
        encryption: { arrangement: 'application', keyHolder: 'platform team' },
      },
      { ...entry('salary'), class: 'pii' },
    ],
  },
  setup: 'CREATE SCHEMA app; CREATE TABLE app.people (id int, ssn bytea, salary numeric)',
  break: 'ALTER TABLE app.people DROP COLUMN ssn; ALTER TABLE app.people ADD COLUMN ssn char(9)',
  fires: [{ kind: 'column', name: 'people', column: 'ssn' }],
  neighbours: [{ column: 'salary' }],
  mendByHand: 'ALTER TABLE app.people DROP COLUMN ssn; ALTER TABLE app.people ADD COLUMN ssn bytea',
  unmendByHand: 'ALTER TABLE app.people DROP COLUMN ssn; ALTER TABLE app.people ADD COLUMN ssn char(9)',
});
