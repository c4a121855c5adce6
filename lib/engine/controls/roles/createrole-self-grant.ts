import { parameterLevelNeeds, parameterLevels } from '../../analysis/parameter-levels.ts';
import { defineControl } from '../control.ts';
import { judgeLevels, levelWords } from '../parameter-finding.ts';

export const createroleSelfGrant = defineControl({
  id: 'createrole-self-grant',
  title: 'Who creates a role does not become it unasked',
  area: 'roles',
  scope: 'cluster',
  severity: 'low',
  needs: [...parameterLevelNeeds],
  threats: ['over-privileged-application', 'escalation-to-superuser'],
  enforcedWhere: 'engine',
  references: [
    { standard: 'PCI DSS 4.0', id: '7.2.2' },
    { standard: 'NIST 800-53', id: 'AC-6' },
    { standard: 'ISO 27001:2022', id: 'A.8.2' },
    { standard: 'SOC 2', id: 'CC6.3' },
    { standard: 'HIPAA', id: '164.312(a)(1)' },
    { standard: 'PostgreSQL documentation', id: '20.11.1' },
  ],
  rationale:
    'Since 16, createrole_self_grant makes every role that somebody creates available to its creator, by INHERIT or SET ROLE. An account that only hands out roles collects their rights.',
  caution: 'Tooling that creates a role and then acts as it must grant itself the role in so many words.',
  check(cluster) {
    if (cluster.inventory.server.versionNum < 160_000)
      return { outcome: 'not-applicable', reason: 'createrole_self_grant exists since PostgreSQL 16' };
    const levels = parameterLevels(cluster, 'createrole_self_grant');
    if (!levels) return { outcome: 'unknown', reason: 'the server did not show createrole_self_grant' };
    return judgeLevels(levels, {
      isRight: (value) => value.trim() === '',
      value: null,
      title: (wrong) => `New roles are granted to whoever creates them (${wrong.map(levelWords).join(', ')})`,
    });
  },
});
