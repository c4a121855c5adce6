import { defineControl, judged } from '../control.ts';
import { settingObject } from '../parameter-finding.ts';
import { archiving } from './archiving.ts';

export const archiverWorking = defineControl({
  id: 'archiver-working',
  title: 'The archiver succeeds',
  area: 'backup',
  scope: 'cluster',
  severity: 'high',
  needs: ['settings', 'archiver'],
  substrates: ['self-managed', 'kubernetes'],
  threats: ['unrecoverable-loss', 'resource-exhaustion'],
  enforcedWhere: 'backup',
  references: [
    { standard: 'CIS PostgreSQL 16', id: '7.4' },
    { standard: 'CIS PostgreSQL 17', id: '7.4' },
    { standard: 'NIST 800-53', id: 'CP-9' },
    { standard: 'ISO 27001:2022', id: 'A.8.13' },
    { standard: 'SOC 2', id: 'A1.2' },
    { standard: 'HIPAA', id: '164.308(a)(7)(ii)(A)' },
    { standard: 'GDPR', id: 'Art. 32' },
  ],
  rationale:
    'An archive command that fails leaves a hole in the backups that shows only at the restore, while WAL fills the disk of the server until it stops.',
  caution:
    'Once the command works again the server archives everything that waited, which is a burst of traffic.',
  check(cluster) {
    const state = archiving(cluster);
    if (!state)
      return { outcome: 'unknown', reason: 'the server did not show archive_mode and archive_command' };
    if (state.mode === 'off')
      return { outcome: 'not-applicable', reason: 'archiving is off; archive-mode judges that' };
    if (cluster.inventory.server.inRecovery && state.mode === 'on') {
      return { outcome: 'not-applicable', reason: 'a standby with archive_mode = on does not archive' };
    }
    const [archiver] = cluster.read('archiver');
    if (!archiver) return { outcome: 'unknown', reason: 'the server did not show pg_stat_archiver' };
    if (!archiver.failing && !archiver.everArchived) {
      return {
        outcome: 'unknown',
        reason:
          'no WAL segment was archived since the statistics began: run SELECT pg_switch_wal() and look again',
      };
    }
    if (!archiver.failing) return judged([]);
    return judged([
      {
        object: settingObject('archive_command'),
        title: archiver.everArchived
          ? 'The last attempt to archive WAL failed'
          : 'Archiving WAL has failed and never succeeded',
        evidence: { everArchived: archiver.everArchived, failing: true, archivesBy: state.by },
        remedy: {
          manual:
            'Read the reason in the server log, run the archive command by hand as the server account, mend it, and check pg_stat_archiver after SELECT pg_switch_wal().',
        },
      },
    ]);
  },
});
