import { parseBoolean } from '../../analysis/parameter.ts';
import {
  type ParameterLevel,
  parameterLevelNeeds,
  parameterLevels,
} from '../../analysis/parameter-levels.ts';
import { defineControl } from '../control.ts';
import { judgeLevels } from '../parameter-finding.ts';
import { rowReferences } from './row-references.ts';

export const rlsRowSecurityGuc = defineControl({
  id: 'rls-row-security-guc',
  title: 'The setting row_security is on',
  area: 'rows',
  scope: 'cluster',
  severity: 'info',
  needs: [...parameterLevelNeeds],
  threats: ['undetected-misuse'],
  enforcedWhere: 'engine',
  references: rowReferences,
  rationale:
    'With row_security off PostgreSQL does not filter: it refuses every query that a policy would filter. Nothing is shown, but the refusals push people to bypass policies for good.',
  caution: 'Backups that set it off themselves, as pg_dump does, are not touched by the server’s value.',
  check(cluster) {
    const levels = parameterLevels(cluster, 'row_security');
    if (levels === null)
      return { outcome: 'unknown', reason: 'the server did not show its row_security setting' };
    // What roles and databases carry is role-settings-override's.
    const own = (level: ParameterLevel) => level.level === 'server';
    return judgeLevels(
      { ...levels, levels: levels.levels.filter(own), beneath: levels.beneath.filter(own) },
      {
        isRight: (value) => parseBoolean(value) === true,
        value: null,
        title: () =>
          'Setting row_security is off server-wide, so that queries a policy would filter are refused',
      },
    );
  },
});
