import { parseBoolean } from '../../analysis/parameter.ts';
import {
  type ParameterLevels,
  parameterLevelNeeds,
  parameterLevels,
} from '../../analysis/parameter-levels.ts';
import { defineControl } from '../control.ts';
import { judgeLevels, levelWords } from '../parameter-finding.ts';

/** The only safe value of each, and what the other one does. */
const safe = [
  { name: 'allow_system_table_mods', value: true, does: 'lets system catalogs be altered by hand' },
  { name: 'zero_damaged_pages', value: true, does: 'throws the rows of damaged pages away' },
  { name: 'ignore_checksum_failure', value: true, does: 'hands out data whose checksum is wrong' },
  { name: 'ignore_invalid_pages', value: true, does: 'recovers past references to pages that are missing' },
  { name: 'ignore_system_indexes', value: true, does: 'reads system catalogs without their indexes' },
  { name: 'fsync', value: false, does: 'loses or damages the whole cluster when the machine stops' },
  { name: 'full_page_writes', value: false, does: 'leaves half-written pages behind when the machine stops' },
] as const;

/** Of these role-settings-override says what one role or database carries; here it is about the server. */
const guards = [
  {
    name: 'session_replication_role',
    isRight: (value: string) => value.trim().toLowerCase() === 'origin',
    does: 'keeps foreign keys and ordinary triggers from being checked',
  },
  {
    // Since 17.
    name: 'event_triggers',
    isRight: (value: string) => parseBoolean(value) === true,
    does: 'keeps event triggers from firing',
  },
] as const;

const serverOnly = ({ row, levels, beneath }: ParameterLevels): ParameterLevels => ({
  row,
  levels: levels.filter((one) => one.level !== 'override'),
  beneath: beneath.filter((one) => one.level !== 'override'),
});

export const allowSystemTableMods = defineControl({
  id: 'allow-system-table-mods',
  title: 'No setting is on that damages data or catalogs',
  area: 'configuration',
  scope: 'cluster',
  severity: 'high',
  needs: [...parameterLevelNeeds],
  threats: ['unrecoverable-loss', 'escalation-to-superuser'],
  enforcedWhere: 'engine',
  references: [
    { standard: 'CIS PostgreSQL 16', id: '6.5' },
    { standard: 'CIS PostgreSQL 17', id: '6.5' },
    { standard: 'PCI DSS 4.0', id: '2.2.1' },
    { standard: 'NIST 800-53', id: 'CM-6' },
    { standard: 'ISO 27001:2022', id: 'A.8.9' },
    { standard: 'SOC 2', id: 'CC7.1' },
    { standard: 'HIPAA', id: '164.312(c)(1)' },
  ],
  rationale:
    'These settings exist for developers, for bulk loads and for last attempts at a broken cluster. Left as they are, they remove the protection of the catalogs, of the data or of its constraints.',
  caution:
    'fsync and full_page_writes cost write speed when they come back on; that is the price of the data.',
  check(cluster) {
    const judgements = safe.flatMap(({ name, value: unsafe, does }) => {
      const levels = parameterLevels(cluster, name);
      if (!levels) return [];
      return judgeLevels(levels, {
        isRight: (value) => parseBoolean(value) === !unsafe,
        value: null,
        title: (wrong) =>
          `Setting ${name} is ${unsafe ? 'on' : 'off'} (${wrong.map(levelWords).join(', ')}), which ${does}`,
      });
    });
    judgements.push(
      ...guards.flatMap(({ name, isRight, does }) => {
        const levels = parameterLevels(cluster, name);
        if (!levels) return [];
        return judgeLevels(serverOnly(levels), {
          isRight,
          value: null,
          title: (wrong) =>
            `Setting ${name} is ${wrong[0]?.value ?? ''} (${wrong.map(levelWords).join(', ')}), which ${does}`,
        });
      }),
    );
    if (judgements.length === 0)
      return { outcome: 'unknown', reason: 'the server did not show these settings' };
    return {
      outcome: 'judged',
      findings: judgements.flatMap((one) => one.findings),
      undecided: judgements.flatMap((one) => one.undecided),
    };
  },
});
