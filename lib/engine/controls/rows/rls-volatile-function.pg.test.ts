import { policyStory } from '../../../testing/policy-story.ts';
import { rlsVolatileFunction } from './rls-volatile-function.ts';

policyStory(rlsVolatileFunction, {
  setup: `CREATE FUNCTION seen(int) RETURNS boolean LANGUAGE sql STABLE AS 'SELECT $1 > 0'; CREATE FUNCTION counted(int) RETURNS boolean LANGUAGE sql AS 'SELECT $1 > 0'`,
  sound: {
    stable: 'USING (seen(id))',
    built_in:
      "USING (owner = current_setting('app.owner', true) AND now() > '2020-01-01' AND lower(owner) = owner)",
    by_operator: 'USING (id + 1 > 0)',
  },
  wrong: {
    unmarked: 'USING (counted(id))',
    setting: "USING (set_config('app.seen', owner, false) = owner)",
    below:
      'FOR INSERT WITH CHECK (EXISTS (SELECT FROM pg_catalog.pg_class c WHERE c.oid::int = below.id AND random() < 2))',
  },
});
