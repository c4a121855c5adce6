import { allowSystemTableMods } from './allow-system-table-mods.ts';
import { backendParams } from './backend-params.ts';
import { clientMinMessages } from './client-min-messages.ts';
import { configPendingRestart } from './config-pending-restart.ts';
import { dbUserNamespace } from './db-user-namespace.ts';
import { environmentNamedSchema } from './environment-named-schema.ts';
import { localSocketPermissions } from './local-socket-permissions.ts';
import { maxConnectionsBound } from './max-connections-bound.ts';
import { pgdataMode } from './pgdata-mode.ts';
import { preloadLibrariesInventory } from './preload-libraries-inventory.ts';
import { preloadLibrariesLocal } from './preload-libraries-local.ts';
import { roleSettingsOverride } from './role-settings-override.ts';
import { scanRoleLeastPrivilege } from './scan-role-least-privilege.ts';
import { sessionTimeouts } from './session-timeouts.ts';
import { settingsBaseline } from './settings-baseline.ts';
import { versionMinorCurrent } from './version-minor-current.ts';
import { versionPrerelease } from './version-prerelease.ts';
import { versionSupported } from './version-supported.ts';

export const configurationControls = [
  allowSystemTableMods,
  backendParams,
  clientMinMessages,
  configPendingRestart,
  dbUserNamespace,
  environmentNamedSchema,
  localSocketPermissions,
  maxConnectionsBound,
  pgdataMode,
  preloadLibrariesInventory,
  preloadLibrariesLocal,
  roleSettingsOverride,
  scanRoleLeastPrivilege,
  sessionTimeouts,
  settingsBaseline,
  versionMinorCurrent,
  versionPrerelease,
  versionSupported,
] as const;
