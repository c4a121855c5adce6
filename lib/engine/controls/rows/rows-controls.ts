import { bypassrlsReachable } from './bypassrls-reachable.ts';
import { publicationAllTables } from './publication-all-tables.ts';
import { rlsCheckWiderThanUsing } from './rls-check-wider-than-using.ts';
import { rlsConstantFalse } from './rls-constant-false.ts';
import { rlsCurrentSettingForm } from './rls-current-setting-form.ts';
import { rlsCurrentUserKey } from './rls-current-user-key.ts';
import { rlsDefinerRoutine } from './rls-definer-routine.ts';
import { rlsDuplicatePolicy } from './rls-duplicate-policy.ts';
import { rlsEmailKey } from './rls-email-key.ts';
import { rlsEnabledNoPolicy } from './rls-enabled-no-policy.ts';
import { rlsEnabledWhereRequired } from './rls-enabled-where-required.ts';
import { rlsExistsWithoutBinding } from './rls-exists-without-binding.ts';
import { rlsForeignKeyProbe } from './rls-foreign-key-probe.ts';
import { rlsForeignLoopback } from './rls-foreign-loopback.ts';
import { rlsForeignTable } from './rls-foreign-table.ts';
import { rlsHardcodedIdentity } from './rls-hardcoded-identity.ts';
import { rlsInvertedAuth } from './rls-inverted-auth.ts';
import { rlsLookupTableUnprotected } from './rls-lookup-table-unprotected.ts';
import { rlsMatview } from './rls-matview.ts';
import { rlsMultiplePermissive } from './rls-multiple-permissive.ts';
import { rlsNoOwnColumn } from './rls-no-own-column.ts';
import { rlsNoWritePolicy } from './rls-no-write-policy.ts';
import { rlsNotForced } from './rls-not-forced.ts';
import { rlsNullableDiscriminator } from './rls-nullable-discriminator.ts';
import { rlsOrTrueBranch } from './rls-or-true-branch.ts';
import { rlsPartitionChildExposed } from './rls-partition-child-exposed.ts';
import { rlsPatternMatchAuth } from './rls-pattern-match-auth.ts';
import { rlsPoliciesButDisabled } from './rls-policies-but-disabled.ts';
import { rlsPolicyAlwaysTrue } from './rls-policy-always-true.ts';
import { rlsPolicyOnBypassRole } from './rls-policy-on-bypass-role.ts';
import { rlsPolicyPlaceholderName } from './rls-policy-placeholder-name.ts';
import { rlsPolicyToPublic } from './rls-policy-to-public.ts';
import { rlsPrincipalColumnUnused } from './rls-principal-column-unused.ts';
import { rlsRestrictiveConstantTrue } from './rls-restrictive-constant-true.ts';
import { rlsRestrictiveOnly } from './rls-restrictive-only.ts';
import { rlsRowSecurityGuc } from './rls-row-security-guc.ts';
import { rlsTriggerBypass } from './rls-trigger-bypass.ts';
import { rlsUniqueCrossesTenants } from './rls-unique-crosses-tenants.ts';
import { rlsUnknownRoleLiteral } from './rls-unknown-role-literal.ts';
import { rlsUserMetadataClaim } from './rls-user-metadata-claim.ts';
import { rlsViewBarrier } from './rls-view-barrier.ts';
import { rlsViewCallsSecdef } from './rls-view-calls-secdef.ts';
import { rlsViewDefiner } from './rls-view-definer.ts';
import { rlsVolatileFunction } from './rls-volatile-function.ts';

/** Controls on row security and what goes round it. */
export const rowsControls = [
  bypassrlsReachable,
  publicationAllTables,
  rlsCheckWiderThanUsing,
  rlsConstantFalse,
  rlsCurrentSettingForm,
  rlsCurrentUserKey,
  rlsDefinerRoutine,
  rlsDuplicatePolicy,
  rlsEmailKey,
  rlsEnabledNoPolicy,
  rlsEnabledWhereRequired,
  rlsExistsWithoutBinding,
  rlsForeignKeyProbe,
  rlsForeignLoopback,
  rlsForeignTable,
  rlsHardcodedIdentity,
  rlsInvertedAuth,
  rlsLookupTableUnprotected,
  rlsMatview,
  rlsMultiplePermissive,
  rlsNoOwnColumn,
  rlsNoWritePolicy,
  rlsNotForced,
  rlsNullableDiscriminator,
  rlsOrTrueBranch,
  rlsPartitionChildExposed,
  rlsPatternMatchAuth,
  rlsPoliciesButDisabled,
  rlsPolicyAlwaysTrue,
  rlsPolicyOnBypassRole,
  rlsPolicyPlaceholderName,
  rlsPolicyToPublic,
  rlsPrincipalColumnUnused,
  rlsRestrictiveConstantTrue,
  rlsRestrictiveOnly,
  rlsRowSecurityGuc,
  rlsTriggerBypass,
  rlsUniqueCrossesTenants,
  rlsUnknownRoleLiteral,
  rlsUserMetadataClaim,
  rlsViewBarrier,
  rlsViewCallsSecdef,
  rlsViewDefiner,
  rlsVolatileFunction,
] as const;
