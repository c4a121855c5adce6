import { unloadedFiles } from '../../analysis/hba/rules-in-force.ts';
import { compareText } from '../../model/compare-text.ts';
import type { FindingDraft } from '../../model/finding.ts';
import { defineControl, judged } from '../control.ts';
import { settingObject } from '../parameter-finding.ts';

const driftFinding = (files: readonly string[]): FindingDraft => ({
  object: settingObject('hba_file'),
  title: `The server goes by other rules than those of ${files.join(', ')}, changed after it last loaded ${files.length === 1 ? 'it' : 'them'}`,
  evidence: { files, changedSinceLoad: true },
  severity: 'medium',
  remedy: {
    manual:
      'Read the change through, check that pg_hba_file_rules shows no error, then SELECT pg_reload_conf(); or take the change back.',
  },
});

export const hbaFileParseError = defineControl({
  id: 'hba-file-parse-error',
  title: 'The file pg_hba.conf can be loaded, and is loaded, as it stands',
  area: 'network',
  scope: 'cluster',
  severity: 'high',
  needs: ['hba-rules'],
  threats: ['network-reach', 'undetected-misuse'],
  enforcedWhere: 'pg_hba',
  references: [
    { standard: 'PCI DSS 4.0', id: '1.3.1' },
    { standard: 'NIST 800-53', id: 'CM-6' },
    { standard: 'ISO 27001:2022', id: 'A.8.9' },
    { standard: 'SOC 2', id: 'CC6.6' },
    { standard: 'HIPAA', id: '164.312(e)(1)' },
    { standard: 'GDPR', id: 'Art. 32' },
  ],
  rationale:
    'One bad line makes the server refuse the whole file: a reload keeps the old rules running without a word to the client, and the next start fails. A file that was changed and never loaded says who may connect tomorrow, not who may today.',
  caution:
    'Once the file loads, every change that was made to it since takes effect at once: read it through first.',
  check(cluster) {
    const broken = cluster
      .read('hba-rules')
      // A RADIUS server that has no address is refused without a word of why (15 and others).
      .filter((row) => row.type === null || row.method === null);
    const byFile = [...Map.groupBy(broken, (row) => row.file ?? 'pg_hba.conf')].sort(([a], [b]) =>
      compareText(a, b),
    );
    // A file that is refused was not loaded either: that it changed says nothing more.
    const changed = byFile.length === 0 ? unloadedFiles(cluster.read('hba-rules')) : [];
    const unloaded = changed.map(({ file }) => file ?? 'pg_hba.conf').sort(compareText);
    const refused = byFile.map(([file, rows]) => ({
      object: settingObject('hba_file'),
      title: `File ${file} has ${rows.length === 1 ? 'a line' : `${rows.length} lines`} the server cannot read, so it keeps other rules than these`,
      evidence: {
        file,
        lines: rows.map((row) => ({ line: row.line, error: row.error ?? 'the server does not say why' })),
      },
      remedy: {
        manual:
          'Mend or remove the lines, check that pg_hba_file_rules shows no error, then SELECT pg_reload_conf().',
      },
    }));
    return judged([...refused, ...(unloaded.length === 0 ? [] : [driftFinding(unloaded)])]);
  },
});
