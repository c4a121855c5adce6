import { compareText } from '../../model/compare-text.ts';
import { defineControl, judged } from '../control.ts';
import { settingObject } from '../parameter-finding.ts';

export const hbaFileParseError = defineControl({
  id: 'hba-file-parse-error',
  title: 'The file pg_hba.conf can be loaded as it stands',
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
    'One bad line makes the server refuse the whole file: a reload keeps the old rules running without a word to the client, and the next start fails.',
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
    return judged(
      byFile.map(([file, rows]) => ({
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
      })),
    );
  },
});
