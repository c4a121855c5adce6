import { parseBoolean } from '../../analysis/parameter.ts';
import {
  type ParameterLevel,
  parameterLevelNeeds,
  parameterLevels,
} from '../../analysis/parameter-levels.ts';
import { recordedClasses } from '../../analysis/pgaudit.ts';
import type { FindingDraft } from '../../model/finding.ts';
import { defineControl, judged } from '../control.ts';
import { levelAt, levelWords, settingObject } from '../parameter-finding.ts';

/** Rank of a value, higher records more; null where the value is not one the server knows. */
type Rank = (value: string) => number | null;

const ranked =
  (...fromLeast: readonly string[]): Rank =>
  (value) => {
    const word = value.trim().toLowerCase();
    // `debug` is another name of debug2.
    const at = fromLeast.indexOf(word === 'debug' ? 'debug2' : word);
    return at < 0 ? null : at;
  };

const boolean: Rank = (value) => {
  const parsed = parseBoolean(value);
  return parsed === null ? null : Number(parsed);
};

const messageLevels = [
  'panic',
  'fatal',
  'log',
  'error',
  'warning',
  'notice',
  'info',
  'debug1',
  'debug2',
  'debug3',
  'debug4',
  'debug5',
];

/** Parameters that decide what is recorded, that a role or database may carry, and what records less. */
const parameters: Readonly<Record<string, Rank>> = {
  log_statement: ranked('none', 'ddl', 'mod', 'all'),
  log_min_messages: ranked(...messageLevels),
  log_min_error_statement: ranked(...messageLevels),
  log_error_verbosity: ranked('terse', 'default', 'verbose'),
  log_duration: boolean,
  log_replication_commands: boolean,
  'pgaudit.log_catalog': boolean,
  'pgaudit.log_relation': boolean,
  'pgaudit.log_statement': boolean,
  'pgaudit.log_parameter': boolean,
};

const title = (name: string, level: ParameterLevel) =>
  `${levelWords(level)} has a ${name} of its own that records less than the rest of the server does.`;

function finding(name: string, level: ParameterLevel, serverWide: string | null): FindingDraft {
  return {
    object: settingObject(name, levelAt(level)),
    title: title(name, level).replace(/^./, (letter) => letter.toUpperCase()),
    evidence: { parameter: name, role: level.role, database: level.database, value: level.value, serverWide },
    remedy: { changes: [{ do: 'set-parameter', parameter: name, value: null, at: levelAt(level) }] },
  };
}

function recordsLess(name: string, value: string, serverWide: string): boolean | null {
  if (name === 'pgaudit.log') {
    const own = recordedClasses(value);
    return [...recordedClasses(serverWide)].some((one) => !own.has(one));
  }
  if (name === 'pgaudit.role') return serverWide !== '' && value.trim() !== serverWide;
  const own = parameters[name]?.(value) ?? null;
  const server = parameters[name]?.(serverWide) ?? null;
  return own === null || server === null ? null : own < server;
}

export const auditOverrides = defineControl({
  id: 'audit-overrides',
  title: 'No role or database turns its own audit trail down',
  area: 'audit',
  scope: 'cluster',
  severity: 'high',
  needs: [...parameterLevelNeeds],
  threats: ['audit-tampering', 'undetected-misuse'],
  enforcedWhere: 'audit',
  references: [
    { standard: 'DISA STIG PostgreSQL', id: 'V-233534' },
    { standard: 'DISA STIG PostgreSQL', id: 'V-233607' },
    { standard: 'PCI DSS 4.0', id: '10.3.2' },
    { standard: 'NIST 800-53', id: 'AU-9' },
    { standard: 'ISO 27001:2022', id: 'A.5.33' },
    { standard: 'ISO 27001:2022', id: 'A.8.15' },
    { standard: 'SOC 2', id: 'CC7.2' },
    { standard: 'HIPAA', id: '164.312(b)' },
  ],
  rationale:
    'ALTER ROLE SET and ALTER DATABASE SET outrank the configuration files, so that the files still look right while the sessions of one role leave no trace.',
  caution: 'A role that was exempted because it floods the log will flood it again.',
  check(cluster) {
    const findings: FindingDraft[] = [];
    const undecided: { object: ReturnType<typeof settingObject>; reason: string }[] = [];
    for (const name of [...Object.keys(parameters), 'pgaudit.log', 'pgaudit.role'].sort()) {
      const all = parameterLevels(cluster, name);
      if (!all) continue;
      const overrides = all.levels.filter((level) => level.level === 'override');
      if (overrides.length === 0) continue;
      const serverWide =
        [...all.levels, ...all.beneath].find((level) => level.level !== 'override')?.value ?? null;
      for (const level of overrides) {
        // A setting of the database scanned hides the server's: what is less than the built-in default is still too little.
        const hidden = serverWide === null;
        const less = recordsLess(name, level.value ?? '', serverWide ?? all.row.bootValue ?? '');
        if (less === true) findings.push(finding(name, level, serverWide));
        else if (less === null || hidden) {
          const object = settingObject(name, levelAt(level));
          undecided.push({
            object,
            reason: `${name} of ${levelWords(level)} cannot be compared with the server-wide value`,
          });
        }
      }
    }
    return undecided.length > 0 ? { outcome: 'judged', findings, undecided } : judged(findings);
  },
});
