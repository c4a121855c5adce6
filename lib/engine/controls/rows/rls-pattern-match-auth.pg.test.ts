import { ownTenant, policyStory, tokenFunctions } from '../../../testing/policy-story.ts';
import { rlsPatternMatchAuth } from './rls-pattern-match-auth.ts';

policyStory(rlsPatternMatchAuth, {
  setup: tokenFunctions,
  sound: {
    own: `USING (${ownTenant})`,
    by_column: "USING (email LIKE '%@example.org' AND owner = current_setting('app.owner', true))",
  },
  wrong: {
    by_like: "USING (owner LIKE current_setting('app.owner', true) || '%')",
    by_regex: 'USING (owner ~* (SELECT auth.email()))',
    by_prefix: "FOR SELECT USING (starts_with(owner, current_setting('app.owner', true)))",
    by_domain: "USING (auth.email() LIKE '%@example.org' AND owner IS NOT NULL)",
    by_similar: "USING (auth.email() SIMILAR TO '%@example.org' AND id > 0)",
  },
});
