import { formatFileMode, parameter, parseFileMode } from '../../analysis/parameter.ts';
import { defineControl, judged } from '../control.ts';
import { settingEvidence, settingObject } from '../parameter-finding.ts';

/** What the server itself accepts at start since 11 (documentation 19.2): owner, and a group that reads. */
const allowed = 0o750;

export const pgdataMode = defineControl({
  id: 'pgdata-mode',
  title: 'Nobody but the server account enters the data directory',
  area: 'configuration',
  scope: 'cluster',
  severity: 'high',
  needs: ['settings'],
  substrates: ['self-managed', 'kubernetes'],
  threats: ['physical-media-theft', 'escalation-to-operating-system', 'insider-reads-regulated-data'],
  enforcedWhere: 'outside',
  references: [
    { standard: 'DISA STIG PostgreSQL', id: 'V-233523' },
    { standard: 'DISA STIG PostgreSQL', id: 'V-233617' },
    { standard: 'PCI DSS 4.0', id: '2.2.1' },
    { standard: 'NIST 800-53', id: 'AC-6' },
    { standard: 'ISO 27001:2022', id: 'A.8.3' },
    { standard: 'SOC 2', id: 'CC7.1' },
    { standard: 'HIPAA', id: '164.312(c)(1)' },
  ],
  rationale:
    'Whoever may read the files of the data directory has every row and every password verifier, whatever the database grants. The server reports the mode it found when it started.',
  caution: 'Backup tools that run as a member of the group need mode 0750, which this allows.',
  check(cluster) {
    const row = parameter(cluster, 'data_directory_mode');
    const mode = parseFileMode(row?.value ?? null);
    if (!row || mode === null)
      return { outcome: 'unknown', reason: 'the server did not show data_directory_mode' };
    if ((mode & ~allowed) === 0) return judged([]);
    return judged([
      {
        object: settingObject('data_directory_mode'),
        title: `The data directory has mode ${formatFileMode(mode)}, which lets others in`,
        evidence: { ...settingEvidence(row), value: formatFileMode(mode) },
        remedy: { manual: 'chmod 0700 (or 0750) the data directory as the server account, and restart.' },
      },
    ]);
  },
});
