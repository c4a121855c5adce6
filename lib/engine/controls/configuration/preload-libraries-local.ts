import { parameterLevelNeeds, parameterLevels } from '../../analysis/parameter-levels.ts';
import { defineControl } from '../control.ts';
import { judgeLevels, levelWords } from '../parameter-finding.ts';

export const preloadLibrariesLocal = defineControl({
  id: 'preload-libraries-local',
  title: 'No session loads libraries through local_preload_libraries',
  area: 'configuration',
  scope: 'cluster',
  severity: 'medium',
  needs: [...parameterLevelNeeds],
  threats: ['escalation-to-operating-system', 'trojan-objects'],
  enforcedWhere: 'engine',
  references: [
    { standard: 'CIS PostgreSQL 16', id: '8.3' },
    { standard: 'CIS PostgreSQL 17', id: '8.3' },
    { standard: 'PCI DSS 4.0', id: '2.2.1' },
    { standard: 'NIST 800-53', id: 'CM-7' },
    { standard: 'ISO 27001:2022', id: 'A.8.9' },
    { standard: 'SOC 2', id: 'CC7.1' },
    { standard: 'HIPAA', id: '164.312(c)(1)' },
  ],
  rationale:
    'A library that is named here runs inside every new session of the role, the database or the server, and any role may name one for itself from the plugins directory.',
  caution: 'What the library did for those sessions is gone with the setting.',
  check(cluster) {
    const levels = parameterLevels(cluster, 'local_preload_libraries');
    if (!levels) return { outcome: 'unknown', reason: 'the server did not show local_preload_libraries' };
    return judgeLevels(levels, {
      isRight: (value) => value.replace(/[\s",]/g, '') === '',
      value: null,
      title: (wrong) =>
        `Setting local_preload_libraries loads libraries into new sessions (${wrong.map(levelWords).join(', ')})`,
    });
  },
});
