import { bypassrlsReachable } from './bypassrls-reachable.ts';
import { publicationAllTables } from './publication-all-tables.ts';
import { rlsCheckWiderThanUsing } from './rls-check-wider-than-using.ts';
import { rlsCurrentSettingForm } from './rls-current-setting-form.ts';
import { rlsEnabledWhereRequired } from './rls-enabled-where-required.ts';
import { rlsMatview } from './rls-matview.ts';
import { rlsNotForced } from './rls-not-forced.ts';
import { rlsPartitionChildExposed } from './rls-partition-child-exposed.ts';
import { rlsPoliciesButDisabled } from './rls-policies-but-disabled.ts';
import { rlsPolicyAlwaysTrue } from './rls-policy-always-true.ts';
import { rlsViewDefiner } from './rls-view-definer.ts';

/** Controls on row security and what goes round it. */
export const rowsControls = [
  bypassrlsReachable,
  publicationAllTables,
  rlsCheckWiderThanUsing,
  rlsCurrentSettingForm,
  rlsEnabledWhereRequired,
  rlsMatview,
  rlsNotForced,
  rlsPartitionChildExposed,
  rlsPoliciesButDisabled,
  rlsPolicyAlwaysTrue,
  rlsViewDefiner,
] as const;
