import { policyStory, tokenFunctions } from '../../../testing/policy-story.ts';
import { rlsUserMetadataClaim } from './rls-user-metadata-claim.ts';

policyStory(rlsUserMetadataClaim, {
  setup: `${tokenFunctions} CREATE TABLE auth.users (id uuid, raw_user_meta_data jsonb)`,
  sound: {
    server_side: "USING (tenant_id = ((auth.jwt() -> 'app_metadata') ->> 'tenant_id')::uuid)",
    own_column: "USING (owner <> 'user_metadata')",
  },
  wrong: {
    by_arrow: "USING (tenant_id = ((auth.jwt() -> 'user_metadata') ->> 'tenant_id')::uuid)",
    by_path: "USING (owner = (current_setting('request.jwt.claims', true)::json #>> '{user_metadata,name}'))",
    by_table:
      "USING (EXISTS (SELECT FROM auth.users u WHERE u.id = auth.uid() AND (u.raw_user_meta_data ->> 'role') = 'admin'))",
  },
});
