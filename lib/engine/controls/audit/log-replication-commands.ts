import { parseBoolean } from '../../analysis/parameter.ts';
import { parameterLevelNeeds, parameterLevels } from '../../analysis/parameter-levels.ts';
import { defineControl } from '../control.ts';
import { judgeLevels, levelWords } from '../parameter-finding.ts';

export const logReplicationCommands = defineControl({
  id: 'log-replication-commands',
  title: 'Replication commands are logged',
  area: 'audit',
  scope: 'cluster',
  severity: 'low',
  needs: [...parameterLevelNeeds],
  threats: ['undetected-misuse', 'backup-theft'],
  enforcedWhere: 'audit',
  references: [
    { standard: 'CIS PostgreSQL 16', id: '7.2' },
    { standard: 'CIS PostgreSQL 17', id: '7.2' },
    { standard: 'PCI DSS 4.0', id: '10.2.1' },
    { standard: 'NIST 800-53', id: 'AU-12' },
    { standard: 'ISO 27001:2022', id: 'A.8.15' },
    { standard: 'SOC 2', id: 'CC7.2' },
    { standard: 'HIPAA', id: '164.312(b)' },
  ],
  rationale:
    'A base backup copies the whole cluster over one connection. Without this setting the log does not say that somebody took one.',
  caution: 'A few lines for each connection of a standby or backup tool.',
  check(cluster) {
    const levels = parameterLevels(cluster, 'log_replication_commands');
    if (!levels) return { outcome: 'unknown', reason: 'the server did not show log_replication_commands' };
    return judgeLevels(levels, {
      isRight: (value) => parseBoolean(value) === true,
      value: 'on',
      title: (wrong) =>
        `Replication commands, base backups among them, leave no line in the log (${wrong.map(levelWords).join(', ')})`,
    });
  },
});
