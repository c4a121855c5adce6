import { authenticationTimeout } from './authentication-timeout.ts';
import { hbaApprovedMethods } from './hba-approved-methods.ts';
import { hbaIdent } from './hba-ident.ts';
import { hbaMd5 } from './hba-md5.ts';
import { hbaPasswordPlaintext } from './hba-password-plaintext.ts';
import { hbaTrust } from './hba-trust.ts';
import { identCatchAll } from './ident-catch-all.ts';
import { identSuperuserMapping } from './ident-superuser-mapping.ts';
import { passwordEncryptionGuc } from './password-encryption-guc.ts';
import { roleValidUntil } from './role-valid-until.ts';
import { roleWithoutPassword } from './role-without-password.ts';
import { storedPasswordNotScram } from './stored-password-not-scram.ts';

export const authenticationControls = [
  authenticationTimeout,
  hbaApprovedMethods,
  hbaIdent,
  hbaMd5,
  hbaPasswordPlaintext,
  hbaTrust,
  passwordEncryptionGuc,
  roleValidUntil,
  roleWithoutPassword,
  storedPasswordNotScram,
  identCatchAll,
  identSuperuserMapping,
] as const;
