import { allowSystemTableMods } from './allow-system-table-mods.ts';
import { configPendingRestart } from './config-pending-restart.ts';
import { localSocketPermissions } from './local-socket-permissions.ts';
import { preloadLibrariesLocal } from './preload-libraries-local.ts';
import { roleSettingsOverride } from './role-settings-override.ts';
import { sessionTimeouts } from './session-timeouts.ts';
import { versionMinorCurrent } from './version-minor-current.ts';
import { versionSupported } from './version-supported.ts';

export const configurationControls = [
  allowSystemTableMods,
  configPendingRestart,
  localSocketPermissions,
  preloadLibrariesLocal,
  roleSettingsOverride,
  sessionTimeouts,
  versionMinorCurrent,
  versionSupported,
] as const;
