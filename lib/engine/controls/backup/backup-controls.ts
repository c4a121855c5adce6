import { archiveMode } from './archive-mode.ts';
import { archiverWorking } from './archiver-working.ts';
import { backupObjectives } from './backup-objectives.ts';
import { dataChecksums } from './data-checksums.ts';
import { replicationSlotsStale } from './replication-slots-stale.ts';

export const backupControls = [
  archiveMode,
  archiverWorking,
  backupObjectives,
  dataChecksums,
  replicationSlotsStale,
] as const;
