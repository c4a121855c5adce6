import { ownTenant, policyStory, tokenFunctions } from '../../../testing/policy-story.ts';
import { rlsInvertedAuth } from './rls-inverted-auth.ts';

policyStory(rlsInvertedAuth, {
  setup: tokenFunctions,
  sound: {
    own: `USING (${ownTenant})`,
    present: 'USING (auth.uid() IS NOT NULL AND owner = auth.uid()::text)',
    published: "USING (owner = 'everybody' OR owner = auth.uid()::text)",
    negated: 'USING (NOT (auth.uid() IS NULL) AND owner = (SELECT auth.uid())::text)',
    // Always true, with or without: another control speaks of it.
    everything: 'USING (true)',
  },
  wrong: {
    by_function: 'USING (auth.uid() IS NULL OR owner = auth.uid()::text)',
    by_claim: "USING ((auth.jwt() ->> 'sub') IS NULL OR owner = (auth.jwt() ->> 'sub'))",
    by_negation: 'USING (NOT (auth.uid() IS NOT NULL) OR owner = auth.uid()::text)',
    by_setting: `USING (coalesce(current_setting('app.tenant_id', true), '') = '' OR ${ownTenant})`,
    by_distinct: 'USING (owner = auth.uid()::text OR auth.uid() IS NOT DISTINCT FROM NULL)',
    by_branch: 'USING (owner = auth.uid()::text OR ((SELECT auth.uid()) IS NULL AND id > 100))',
    on_write:
      "FOR INSERT WITH CHECK (current_setting('app.tenant_id', true) IS NULL OR owner = current_setting('app.tenant_id', true))",
  },
});
