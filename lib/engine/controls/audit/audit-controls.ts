import { auditOverrides } from './audit-overrides.ts';
import { auditRowIdentity } from './audit-row-identity.ts';
import { debugPrint } from './debug-print.ts';
import { logCheckpoints } from './log-checkpoints.ts';
import { logConnections } from './log-connections.ts';
import { logDestination } from './log-destination.ts';
import { logDirectory } from './log-directory.ts';
import { logDisconnections } from './log-disconnections.ts';
import { logDuration } from './log-duration.ts';
import { logErrorVerbosity } from './log-error-verbosity.ts';
import { logFileMode } from './log-file-mode.ts';
import { logFilename } from './log-filename.ts';
import { logHostname } from './log-hostname.ts';
import { logLinePrefix } from './log-line-prefix.ts';
import { logMinErrorStatement } from './log-min-error-statement.ts';
import { logMinMessages } from './log-min-messages.ts';
import { logReplicationCommands } from './log-replication-commands.ts';
import { logRetention } from './log-retention.ts';
import { logRotation } from './log-rotation.ts';
import { logStatement } from './log-statement.ts';
import { logTimezone } from './log-timezone.ts';
import { loggingCollector } from './logging-collector.ts';
import { pgauditClasses } from './pgaudit-classes.ts';
import { pgauditLoaded } from './pgaudit-loaded.ts';
import { pgauditObjectRole } from './pgaudit-object-role.ts';
import { pgauditOptions } from './pgaudit-options.ts';
import { syslogSettings } from './syslog-settings.ts';

export const auditControls = [
  auditOverrides,
  auditRowIdentity,
  debugPrint,
  logCheckpoints,
  logConnections,
  logDestination,
  logDirectory,
  logDisconnections,
  logDuration,
  logErrorVerbosity,
  logFileMode,
  logFilename,
  logHostname,
  logLinePrefix,
  logMinErrorStatement,
  logMinMessages,
  logReplicationCommands,
  logRetention,
  logRotation,
  logStatement,
  logTimezone,
  loggingCollector,
  pgauditClasses,
  pgauditLoaded,
  pgauditObjectRole,
  pgauditOptions,
  syslogSettings,
] as const;
