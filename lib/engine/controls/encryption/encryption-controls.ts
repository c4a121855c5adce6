import { hbaPlainHost } from './hba-plain-host.ts';
import { replicationSessionsTls } from './replication-sessions-tls.ts';
import { tlsEnabled } from './tls-enabled.ts';
import { tlsLiveSessions } from './tls-live-sessions.ts';
import { tlsMinVersion } from './tls-min-version.ts';

export const encryptionControls = [
  hbaPlainHost,
  replicationSessionsTls,
  tlsEnabled,
  tlsLiveSessions,
  tlsMinVersion,
] as const;
