import { eventTriggerOwner } from './event-trigger-owner.ts';
import { extensionDangerous } from './extension-dangerous.ts';
import { extensionInPublic } from './extension-in-public.ts';
import { extensionInventory } from './extension-inventory.ts';
import { extensionOutdated } from './extension-outdated.ts';
import { functionDynamicSql } from './function-dynamic-sql.ts';
import { functionSearchPath } from './function-search-path.ts';
import { publicSecdefExecute } from './public-secdef-execute.ts';
import { rlsLeakproofFunction } from './rls-leakproof-function.ts';
import { secdefOwnerSuperuser } from './secdef-owner-superuser.ts';
import { secdefSearchPath } from './secdef-search-path.ts';
import { unneededLanguages } from './unneeded-languages.ts';
import { untrustedLanguages } from './untrusted-languages.ts';

/** Controls on routines, languages and extensions. */
export const routinesControls = [
  eventTriggerOwner,
  extensionDangerous,
  extensionInPublic,
  extensionInventory,
  extensionOutdated,
  functionDynamicSql,
  functionSearchPath,
  publicSecdefExecute,
  rlsLeakproofFunction,
  secdefOwnerSuperuser,
  secdefSearchPath,
  unneededLanguages,
  untrustedLanguages,
] as const;
