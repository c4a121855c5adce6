import { bypassrlsAttribute } from './bypassrls-attribute.ts';
import { createdbAttribute } from './createdb-attribute.ts';
import { createroleAttribute } from './createrole-attribute.ts';
import { createroleSelfGrant } from './createrole-self-grant.ts';
import { dedicatedReplicationRole } from './dedicated-replication-role.ts';
import { loginGroupRoleMix } from './login-group-role-mix.ts';
import { membershipAdminOption } from './membership-admin-option.ts';
import { orphanRoleNoPrivileges } from './orphan-role-no-privileges.ts';
import { predefinedRoleMembership } from './predefined-role-membership.ts';
import { readAllDataReadsVerifiers } from './read-all-data-reads-verifiers.ts';
import { replicationAttribute } from './replication-attribute.ts';
import { roleConnectionLimit } from './role-connection-limit.ts';
import { roleExpiredButLogin } from './role-expired-but-login.ts';
import { serverProgramRoleMembership } from './server-program-role-membership.ts';
import { setUserExtension } from './set-user-extension.ts';
import { sharedAccountSources } from './shared-account-sources.ts';
import { superuserCount } from './superuser-count.ts';
import { superuserLoginPath } from './superuser-login-path.ts';

/** Controls on roles and memberships. */
export const rolesControls = [
  bypassrlsAttribute,
  createdbAttribute,
  createroleAttribute,
  createroleSelfGrant,
  dedicatedReplicationRole,
  loginGroupRoleMix,
  membershipAdminOption,
  orphanRoleNoPrivileges,
  predefinedRoleMembership,
  readAllDataReadsVerifiers,
  replicationAttribute,
  roleConnectionLimit,
  roleExpiredButLogin,
  serverProgramRoleMembership,
  setUserExtension,
  sharedAccountSources,
  superuserCount,
  superuserLoginPath,
] as const;
