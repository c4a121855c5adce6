import { parameter } from '../../analysis/parameter.ts';
import { defineControl, judged } from '../control.ts';
import { setServerWide, settingObject } from '../parameter-finding.ts';
import { type ArchivingFlaw, archiving } from './archiving.ts';
import { streamedToBackup } from './streamed-wal.ts';

const chooseCommand =
  'Set archive_command (or archive_library) to what your backup tool documents, for example pgbackrest --stanza=NAME archive-push %p, try it, then set archive_mode = on and restart: without a working command the server keeps every WAL segment until the disk is full.';

const flawed: Readonly<Record<ArchivingFlaw, string>> = {
  'keeps nothing': 'Setting archive_command reports success and keeps nothing',
  'hides failure': 'Setting archive_command reports success even where archiving failed',
  'knows no file':
    'Setting archive_command names neither %p nor %f, so it does not know which file to archive',
};

export const archiveMode = defineControl({
  id: 'archive-mode',
  title: 'WAL is archived',
  area: 'backup',
  scope: 'cluster',
  severity: 'medium',
  needs: ['settings'],
  substrates: ['self-managed', 'kubernetes'],
  threats: ['unrecoverable-loss'],
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
    'Without archived WAL a restore goes back to the last base backup and no further: everything since is lost, and so is the moment before a mistake.',
  caution:
    'Needs a restart; WAL piles up on the server when the command fails; a tool that streams WAL (pg_receivewal, Barman) archives without this setting: declare its role with kind backup.',
  check(cluster, policy) {
    const row = parameter(cluster, 'archive_mode');
    const state = archiving(cluster);
    if (!row || !state)
      return { outcome: 'unknown', reason: 'the server did not show archive_mode and archive_command' };
    const evidence = { archiveMode: state.mode, archivesBy: state.by, source: row.source };
    if (state.mode === 'off') {
      if (streamedToBackup(cluster, policy).length > 0) return judged([]);
      return judged([
        {
          object: settingObject('archive_mode'),
          title: 'WAL is not archived: archive_mode is off',
          evidence: { ...evidence, takesEffect: 'after a restart' },
          // Some servers show `(disabled)` for the command while archiving is off: then whether there is one cannot be seen.
          remedy:
            state.by !== 'nothing' && state.flaw === null
              ? setServerWide(row, 'on')
              : { manual: chooseCommand },
        },
      ]);
    }
    if (state.by === 'nothing') {
      return judged([
        {
          object: settingObject('archive_command'),
          title: 'Setting archive_mode is on, but neither archive_command nor archive_library says where to',
          evidence,
          remedy: { manual: chooseCommand },
        },
      ]);
    }
    if (state.flaw === null) return judged([]);
    return judged([
      {
        object: settingObject('archive_command'),
        title: flawed[state.flaw],
        evidence: { ...evidence, flaw: state.flaw },
        severity: 'high',
        remedy: { manual: chooseCommand },
      },
    ]);
  },
});
