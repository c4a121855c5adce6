import { controlStory } from '../../../testing/control-story.ts';
import { storedPasswordNotScram } from './stored-password-not-scram.ts';

const verifier =
  'SCRAM-SHA-256$4096:AAAAAAAAAAAAAAAAAAAAAA==$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=';

controlStory(storedPasswordNotScram, {
  setup: `CREATE ROLE modern LOGIN PASSWORD '${verifier}'; CREATE ROLE bare LOGIN`,
  // A hash that comes ready-made is stored as it is, whatever password_encryption says.
  break:
    "SET password_encryption = 'scram-sha-256'; CREATE ROLE old LOGIN PASSWORD 'md59e107d9d372bb6826bd81d3542a419d6'",
  fires: [{ kind: 'role', role: 'old' }],
  neighbours: [{ role: 'modern' }, { role: 'bare' }],
  mendByHand: `ALTER ROLE old PASSWORD '${verifier}'`,
  unmendByHand: "ALTER ROLE old PASSWORD 'md59e107d9d372bb6826bd81d3542a419d6'",
});
