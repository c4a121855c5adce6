import { auditOverrides } from './audit-overrides.ts';
import { logConnections } from './log-connections.ts';
import { logDisconnections } from './log-disconnections.ts';
import { logFileMode } from './log-file-mode.ts';
import { logLinePrefix } from './log-line-prefix.ts';
import { logMinErrorStatement } from './log-min-error-statement.ts';
import { logStatement } from './log-statement.ts';
import { loggingCollector } from './logging-collector.ts';
import { pgauditClasses } from './pgaudit-classes.ts';
import { pgauditLoaded } from './pgaudit-loaded.ts';

export const auditControls = [
  auditOverrides,
  logConnections,
  logDisconnections,
  logFileMode,
  logLinePrefix,
  logMinErrorStatement,
  logStatement,
  loggingCollector,
  pgauditClasses,
  pgauditLoaded,
] as const;
