import { parameter, parseDuration } from '../../analysis/parameter.ts';
import { defineControl, judged } from '../control.ts';
import { needsRestart, setServerWide, settingObject } from '../parameter-finding.ts';
import { archiving } from './archiving.ts';
import { streamedToBackup } from './streamed-wal.ts';

export const backupObjectives = defineControl({
  id: 'backup-objectives',
  title: 'Archiving can meet the recovery point objective',
  area: 'backup',
  scope: 'cluster',
  severity: 'medium',
  needs: ['settings'],
  substrates: ['self-managed', 'kubernetes'],
  threats: ['unrecoverable-loss'],
  enforcedWhere: 'backup',
  references: [
    { standard: 'NIST 800-53', id: 'CP-10' },
    { standard: 'ISO 27001:2022', id: 'A.8.13' },
    { standard: 'SOC 2', id: 'A1.2' },
    { standard: 'HIPAA', id: '164.308(a)(7)(ii)(A)' },
    { standard: 'GDPR', id: 'Art. 32' },
  ],
  rationale:
    'A WAL segment is archived when it is full, which on a quiet server may take days. Only archive_timeout bounds how much a restore from the archive can lose.',
  caution: 'A short timeout archives many segments that are almost empty, each 16 MB unless compressed.',
  check(cluster, policy) {
    const minutes = policy.backup?.recoveryPointMinutes;
    if (minutes === undefined) {
      return {
        outcome: 'unknown',
        reason: 'the policy states no recovery point objective',
        decision: 'backup',
      };
    }
    const row = parameter(cluster, 'archive_timeout');
    const state = archiving(cluster);
    const timeout = row ? parseDuration(row.value, row.unit) : null;
    if (!row || !state || timeout === null) {
      return { outcome: 'unknown', reason: 'the server did not show archive_mode and archive_timeout' };
    }
    const evidence = {
      recoveryPointMinutes: minutes,
      archiveMode: state.mode,
      archiveTimeoutSeconds: timeout / 1000,
    };
    // What is streamed leaves the server as it is written.
    if (streamedToBackup(cluster, policy).length > 0) return judged([]);
    if (
      state.mode === 'off' ||
      state.by === 'nothing' ||
      (state.flaw !== null && state.flaw !== 'hides failure')
    ) {
      return judged([
        {
          object: settingObject('archive_mode'),
          title: `Nothing is archived, so a recovery point of ${minutes} minutes cannot be met`,
          evidence,
          severity: 'high',
          remedy: { manual: 'Set up archiving first (control archive-mode), then archive_timeout.' },
        },
      ]);
    }
    if (timeout > 0 && timeout <= minutes * 60_000) return judged([]);
    return judged([
      {
        object: settingObject('archive_timeout'),
        title:
          timeout === 0
            ? `WAL is archived only when a segment is full, so a recovery point of ${minutes} minutes is not assured`
            : `WAL is archived every ${timeout / 60_000} minutes, later than the recovery point of ${minutes} minutes`,
        evidence: { ...evidence, ...(needsRestart(row) ? { takesEffect: 'after a restart' } : {}) },
        remedy: setServerWide(row, `${Math.max(1, Math.floor(minutes * 60))}s`),
      },
    ]);
  },
});
