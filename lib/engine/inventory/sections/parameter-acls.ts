import type { AclText } from '../acl-text.ts';

/** `pg_parameter_acl` (15+); read and empty before. */
export interface ParameterAclRow {
  readonly name: string;
  readonly acl: AclText;
}
