import type { SectionReader } from './section.ts';
import type { DatabaseSections } from './section-name.ts';
import { catalogAcls } from './sections/catalog-acls.ts';
import { columns } from './sections/columns.ts';
import { cryptoExpressions } from './sections/crypto-expressions.ts';
import { defaultAcls } from './sections/default-acls.ts';
import { eventTriggers } from './sections/event-triggers.ts';
import { extensions } from './sections/extensions.ts';
import { foreignDataWrappers } from './sections/foreign-data-wrappers.ts';
import { foreignKeys } from './sections/foreign-keys.ts';
import { foreignServers } from './sections/foreign-servers.ts';
import { foreignTables } from './sections/foreign-tables.ts';
import { inheritance } from './sections/inheritance.ts';
import { languages } from './sections/languages.ts';
import { largeObjects } from './sections/large-objects.ts';
import { policies } from './sections/policies.ts';
import { policyRoutines } from './sections/policy-routines.ts';
import { publications } from './sections/publications.ts';
import { relations } from './sections/relations.ts';
import { routineUses } from './sections/routine-uses.ts';
import { routines } from './sections/routines.ts';
import { schemas } from './sections/schemas.ts';
import { triggers } from './sections/triggers.ts';
import { types } from './sections/types.ts';
import { uniqueKeys } from './sections/unique-keys.ts';
import { userMappings } from './sections/user-mappings.ts';
import { viewDefinitions } from './sections/view-definitions.ts';
import { viewDependencies } from './sections/view-dependencies.ts';

/** Every section read in each database: a new one is added here and in section-name.ts. */
export const databaseSectionReaders: {
  readonly [Name in keyof DatabaseSections]: SectionReader<DatabaseSections[Name]>;
} = {
  schemas,
  relations,
  columns,
  policies,
  routines,
  types,
  languages,
  'foreign-data-wrappers': foreignDataWrappers,
  'foreign-servers': foreignServers,
  'user-mappings': userMappings,
  'foreign-tables': foreignTables,
  extensions,
  'default-acls': defaultAcls,
  triggers,
  'event-triggers': eventTriggers,
  'large-objects': largeObjects,
  inheritance,
  'foreign-keys': foreignKeys,
  'unique-keys': uniqueKeys,
  'view-dependencies': viewDependencies,
  'view-definitions': viewDefinitions,
  'policy-routines': policyRoutines,
  'crypto-expressions': cryptoExpressions,
  'routine-uses': routineUses,
  publications,
  'catalog-acls': catalogAcls,
};
