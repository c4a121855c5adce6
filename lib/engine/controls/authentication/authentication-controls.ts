import { authDelay } from './auth-delay.ts';
import { authenticationTimeout } from './authentication-timeout.ts';
import { hbaApprovedMethods } from './hba-approved-methods.ts';
import { hbaCertClientcert } from './hba-cert-clientcert.ts';
import { hbaHostnameRule } from './hba-hostname-rule.ts';
import { hbaIdent } from './hba-ident.ts';
import { hbaLdapCleartext } from './hba-ldap-cleartext.ts';
import { hbaMd5 } from './hba-md5.ts';
import { hbaPasswordPlaintext } from './hba-password-plaintext.ts';
import { hbaRadiusPam } from './hba-radius-pam.ts';
import { hbaTrust } from './hba-trust.ts';
import { identCatchAll } from './ident-catch-all.ts';
import { identSuperuserMapping } from './ident-superuser-mapping.ts';
import { passwordComplexityLibrary } from './password-complexity-library.ts';
import { passwordEncryptionGuc } from './password-encryption-guc.ts';
import { replicationConninfoPassword } from './replication-conninfo-password.ts';
import { roleValidUntil } from './role-valid-until.ts';
import { roleWithoutPassword } from './role-without-password.ts';
import { storedPasswordNotScram } from './stored-password-not-scram.ts';
import { subscriptionConninfoPassword } from './subscription-conninfo-password.ts';
import { userMappingPasswords } from './user-mapping-passwords.ts';
import { usernameCommon } from './username-common.ts';

export const authenticationControls = [
  authDelay,
  authenticationTimeout,
  hbaApprovedMethods,
  hbaCertClientcert,
  hbaHostnameRule,
  hbaIdent,
  hbaLdapCleartext,
  hbaMd5,
  hbaPasswordPlaintext,
  hbaRadiusPam,
  hbaTrust,
  identCatchAll,
  identSuperuserMapping,
  passwordComplexityLibrary,
  passwordEncryptionGuc,
  replicationConninfoPassword,
  roleValidUntil,
  roleWithoutPassword,
  storedPasswordNotScram,
  subscriptionConninfoPassword,
  userMappingPasswords,
  usernameCommon,
] as const;
