import { defineControl, judged } from '../control.ts';
import { settingObject } from '../parameter-finding.ts';

export const configPendingRestart = defineControl({
  id: 'config-pending-restart',
  title: 'No changed setting waits for a restart',
  area: 'configuration',
  scope: 'cluster',
  severity: 'low',
  needs: ['settings', 'protected-settings'],
  threats: ['undetected-misuse'],
  enforcedWhere: 'engine',
  references: [
    { standard: 'PCI DSS 4.0', id: '2.2.1' },
    { standard: 'NIST 800-53', id: 'CM-6' },
    { standard: 'ISO 27001:2022', id: 'A.8.9' },
    { standard: 'SOC 2', id: 'CC7.1' },
    { standard: 'HIPAA', id: '164.312(c)(1)' },
  ],
  rationale:
    'The configuration files say one thing and the running server does another; a hardening that waits for a restart protects nothing, and a surprise waits for the next one.',
  caution: 'A restart ends every session.',
  check(cluster) {
    const waiting = [...cluster.read('settings'), ...cluster.read('protected-settings')].filter(
      (row) => row.pendingRestart,
    );
    return judged(
      waiting.map((row) => ({
        object: settingObject(row.name),
        title: `A change of ${row.name} waits for a restart`,
        evidence: { parameter: row.name, source: row.source, context: row.context },
        remedy: {
          manual:
            'Restart the server at a planned time, or take the change out of the configuration and reload it.',
        },
      })),
    );
  },
});
