import { policyStory, tokenFunctions } from '../../../testing/policy-story.ts';
import { rlsUnknownRoleLiteral } from './rls-unknown-role-literal.ts';

policyStory(rlsUnknownRoleLiteral, {
  setup: `${tokenFunctions} CREATE ROLE support; CREATE ROLE authenticated`,
  sound: {
    existing: "USING (owner = 'x' AND current_user = 'support')",
    claimed: "USING (owner = 'x' AND (SELECT auth.role()) IN ('authenticated', 'support'))",
    member: "USING (owner = 'x' AND pg_has_role(current_user, 'support', 'member'))",
    a_column: "USING (owner = 'nobody_called_so')",
  },
  wrong: {
    mistyped: "USING (owner = 'x' AND current_user = 'suport')",
    unclaimed: "USING (owner = 'x' AND auth.role() IN ('authenticated', 'authentcated'))",
    negated: "USING (owner = 'x' AND session_user <> 'suport')",
    no_member: "USING (owner = 'x' AND pg_has_role('suport', 'member'))",
  },
});
