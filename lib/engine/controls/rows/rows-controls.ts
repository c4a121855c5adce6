import { bypassrlsReachable } from './bypassrls-reachable.ts';
import { rlsEnabledWhereRequired } from './rls-enabled-where-required.ts';
import { rlsMatview } from './rls-matview.ts';
import { rlsNotForced } from './rls-not-forced.ts';
import { rlsPartitionChildExposed } from './rls-partition-child-exposed.ts';
import { rlsPoliciesButDisabled } from './rls-policies-but-disabled.ts';
import { rlsViewDefiner } from './rls-view-definer.ts';

export const rowsControls = [
  bypassrlsReachable,
  rlsEnabledWhereRequired,
  rlsMatview,
  rlsNotForced,
  rlsPartitionChildExposed,
  rlsPoliciesButDisabled,
  rlsViewDefiner,
] as const;
