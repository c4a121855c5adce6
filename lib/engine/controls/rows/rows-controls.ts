import { bypassrlsReachable } from './bypassrls-reachable.ts';
import { publicationAllTables } from './publication-all-tables.ts';
import { rlsCheckWiderThanUsing } from './rls-check-wider-than-using.ts';
import { rlsCurrentSettingForm } from './rls-current-setting-form.ts';
import { rlsCurrentUserKey } from './rls-current-user-key.ts';
import { rlsEmailKey } from './rls-email-key.ts';
import { rlsEnabledWhereRequired } from './rls-enabled-where-required.ts';
import { rlsExistsWithoutBinding } from './rls-exists-without-binding.ts';
import { rlsHardcodedIdentity } from './rls-hardcoded-identity.ts';
import { rlsInvertedAuth } from './rls-inverted-auth.ts';
import { rlsMatview } from './rls-matview.ts';
import { rlsNoOwnColumn } from './rls-no-own-column.ts';
import { rlsNotForced } from './rls-not-forced.ts';
import { rlsOrTrueBranch } from './rls-or-true-branch.ts';
import { rlsPartitionChildExposed } from './rls-partition-child-exposed.ts';
import { rlsPatternMatchAuth } from './rls-pattern-match-auth.ts';
import { rlsPoliciesButDisabled } from './rls-policies-but-disabled.ts';
import { rlsPolicyAlwaysTrue } from './rls-policy-always-true.ts';
import { rlsPolicyPlaceholderName } from './rls-policy-placeholder-name.ts';
import { rlsUnknownRoleLiteral } from './rls-unknown-role-literal.ts';
import { rlsUserMetadataClaim } from './rls-user-metadata-claim.ts';
import { rlsViewDefiner } from './rls-view-definer.ts';

/** Controls on row security and what goes round it. */
export const rowsControls = [
  bypassrlsReachable,
  publicationAllTables,
  rlsCheckWiderThanUsing,
  rlsCurrentSettingForm,
  rlsCurrentUserKey,
  rlsEmailKey,
  rlsEnabledWhereRequired,
  rlsExistsWithoutBinding,
  rlsHardcodedIdentity,
  rlsInvertedAuth,
  rlsMatview,
  rlsNoOwnColumn,
  rlsNotForced,
  rlsOrTrueBranch,
  rlsPartitionChildExposed,
  rlsPatternMatchAuth,
  rlsPoliciesButDisabled,
  rlsPolicyAlwaysTrue,
  rlsPolicyPlaceholderName,
  rlsUnknownRoleLiteral,
  rlsUserMetadataClaim,
  rlsViewDefiner,
] as const;
