import { catalogAclTampering } from './catalog-acl-tampering.ts';
import { catalogAuthidGrants } from './catalog-authid-grants.ts';
import { databaseCreate } from './database-create.ts';
import { defaultExecuteNotRevoked } from './default-execute-not-revoked.ts';
import { defaultPrivilegesCreatorMismatch } from './default-privileges-creator-mismatch.ts';
import { defaultPrivilegesMissing } from './default-privileges-missing.ts';
import { defaultPrivilegesToPublic } from './default-privileges-to-public.ts';
import { fdwServerUsage } from './fdw-server-usage.ts';
import { grantOption } from './grant-option.ts';
import { languageUsage } from './language-usage.ts';
import { largeObjectAcl } from './large-object-acl.ts';
import { parameterPrivileges } from './parameter-privileges.ts';
import { privilegeBaselineDiff } from './privilege-baseline-diff.ts';
import { publicDangerousSystemFunction } from './public-dangerous-system-function.ts';
import { publicDatabaseConnect } from './public-database-connect.ts';
import { publicDatabaseTemp } from './public-database-temp.ts';
import { publicFunctionExecute } from './public-function-execute.ts';
import { publicLanguageUsage } from './public-language-usage.ts';
import { publicSchemaCreate } from './public-schema-create.ts';
import { publicSchemaUsage } from './public-schema-usage.ts';
import { publicTableGrants } from './public-table-grants.ts';
import { publicTypeUsage } from './public-type-usage.ts';
import { schemaCreateNonOwner } from './schema-create-non-owner.ts';
import { tableMaintain } from './table-maintain.ts';
import { tableTruncateReferencesTrigger } from './table-truncate-references-trigger.ts';
import { tablespaceCreate } from './tablespace-create.ts';
import { viewUpdatePath } from './view-update-path.ts';

/** Controls on privileges, PUBLIC and default privileges. */
export const grantsControls = [
  catalogAclTampering,
  catalogAuthidGrants,
  databaseCreate,
  defaultExecuteNotRevoked,
  defaultPrivilegesCreatorMismatch,
  defaultPrivilegesMissing,
  defaultPrivilegesToPublic,
  fdwServerUsage,
  grantOption,
  languageUsage,
  largeObjectAcl,
  parameterPrivileges,
  privilegeBaselineDiff,
  publicDangerousSystemFunction,
  publicDatabaseConnect,
  publicDatabaseTemp,
  publicFunctionExecute,
  publicLanguageUsage,
  publicSchemaCreate,
  publicSchemaUsage,
  publicTableGrants,
  publicTypeUsage,
  schemaCreateNonOwner,
  tableMaintain,
  tableTruncateReferencesTrigger,
  tablespaceCreate,
  viewUpdatePath,
] as const;
