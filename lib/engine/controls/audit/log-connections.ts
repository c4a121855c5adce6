import { parameter, parseBoolean, parseList } from '../../analysis/parameter.ts';
import { defineControl, judged } from '../control.ts';
import { setServerWide, settingEvidence, settingObject } from '../parameter-finding.ts';

const aspects = ['receipt', 'authentication', 'authorization'] as const;

/** From 18 on a list of aspects; `on` and its like still mean these three. Before that a boolean. */
function missingAspects(value: string, versionNum: number): readonly string[] {
  const boolean = parseBoolean(value);
  if (versionNum < 180000) return boolean === true ? [] : aspects;
  const words = parseList(value);
  if (boolean === true || words.includes('all')) return [];
  return aspects.filter((aspect) => !words.includes(aspect));
}

export const logConnections = defineControl({
  id: 'log-connections',
  title: 'Every connection is logged',
  area: 'audit',
  scope: 'cluster',
  severity: 'medium',
  needs: ['settings'],
  threats: ['undetected-misuse', 'credential-guessing', 'stolen-credentials'],
  enforcedWhere: 'audit',
  references: [
    { standard: 'CIS PostgreSQL 16', id: '3.1.20' },
    { standard: 'CIS PostgreSQL 17', id: '3.1.20' },
    { standard: 'DISA STIG PostgreSQL', id: 'V-233553' },
    { standard: 'DISA STIG PostgreSQL', id: 'V-233558' },
    { standard: 'PCI DSS 4.0', id: '10.2.1' },
    { standard: 'NIST 800-53', id: 'AU-12' },
    { standard: 'ISO 27001:2022', id: 'A.8.15' },
    { standard: 'SOC 2', id: 'CC7.2' },
    { standard: 'HIPAA', id: '164.312(b)' },
  ],
  rationale:
    'Without a line for each connection nobody can say afterwards who was on the server, from where and by which rule of pg_hba.conf. From PostgreSQL 18 on the setting is a list, and a part of it may be missing.',
  caution: 'Short-lived connections make many log lines; a pooler in front keeps their number down.',
  check(cluster) {
    const row = parameter(cluster, 'log_connections');
    if (!row) return { outcome: 'unknown', reason: 'the server did not show log_connections' };
    const { versionNum } = cluster.inventory.server;
    const missing = missingAspects(row.value ?? '', versionNum);
    if (missing.length === 0) return judged([]);
    const kept = versionNum < 180000 ? [] : parseList(row.value).filter((word) => word === 'setup_durations');
    return judged([
      {
        object: settingObject('log_connections'),
        title:
          missing.length === aspects.length
            ? 'Connections to the server are not logged'
            : `Connections are logged without their ${missing.join(' and ')}`,
        evidence: { ...settingEvidence(row), missing },
        remedy: setServerWide(row, versionNum < 180000 ? 'on' : [...aspects, ...kept].join(',')),
      },
    ]);
  },
});
