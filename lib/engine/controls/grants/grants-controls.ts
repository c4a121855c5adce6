import { catalogAuthidGrants } from './catalog-authid-grants.ts';
import { defaultExecuteNotRevoked } from './default-execute-not-revoked.ts';
import { defaultPrivilegesToPublic } from './default-privileges-to-public.ts';
import { grantOption } from './grant-option.ts';
import { parameterPrivileges } from './parameter-privileges.ts';
import { privilegeBaselineDiff } from './privilege-baseline-diff.ts';
import { publicDatabaseConnect } from './public-database-connect.ts';
import { publicDatabaseTemp } from './public-database-temp.ts';
import { publicSchemaCreate } from './public-schema-create.ts';
import { publicTableGrants } from './public-table-grants.ts';
import { schemaCreateNonOwner } from './schema-create-non-owner.ts';
import { tableTruncateReferencesTrigger } from './table-truncate-references-trigger.ts';

/** Controls on privileges, PUBLIC and default privileges. */
export const grantsControls = [
  catalogAuthidGrants,
  defaultExecuteNotRevoked,
  defaultPrivilegesToPublic,
  grantOption,
  parameterPrivileges,
  privilegeBaselineDiff,
  publicDatabaseConnect,
  publicDatabaseTemp,
  publicSchemaCreate,
  publicTableGrants,
  schemaCreateNonOwner,
  tableTruncateReferencesTrigger,
] as const;
