import { controlStory } from '../../../testing/control-story.ts';
import { roleValidUntil } from './role-valid-until.ts';

controlStory(roleValidUntil, {
  policy: {
    version: 1,
    secrets: [
      { credential: 'app', rotateEveryDays: 30 },
      { credential: 'gone', rotateEveryDays: 30 },
    ],
  },
  setup: `CREATE ROLE app LOGIN PASSWORD 'x'; DO $$ BEGIN EXECUTE format('ALTER ROLE app VALID UNTIL %L', now() + interval '10 days'); END $$;
    CREATE ROLE gone LOGIN PASSWORD 'x' VALID UNTIL '2020-01-01'; CREATE ROLE keyless LOGIN`,
  break: "ALTER ROLE app VALID UNTIL 'infinity'",
  fires: [{ kind: 'role', role: 'app' }],
  neighbours: [{ role: 'gone' }, { role: 'keyless' }],
  mendByHand:
    "DO $$ BEGIN EXECUTE format('ALTER ROLE app VALID UNTIL %L', now() + interval '29 days'); END $$",
  unmendByHand:
    "DO $$ BEGIN EXECUTE format('ALTER ROLE app VALID UNTIL %L', now() + interval '31 days'); END $$",
});
