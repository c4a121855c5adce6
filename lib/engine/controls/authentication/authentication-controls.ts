import { authenticationTimeout } from './authentication-timeout.ts';
import { passwordEncryptionGuc } from './password-encryption-guc.ts';
import { roleValidUntil } from './role-valid-until.ts';
import { storedPasswordNotScram } from './stored-password-not-scram.ts';

export const authenticationControls = [
  authenticationTimeout,
  passwordEncryptionGuc,
  roleValidUntil,
  storedPasswordNotScram,
] as const;
