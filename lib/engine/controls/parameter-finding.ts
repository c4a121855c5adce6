import type { ParameterLevel, ParameterLevels } from '../analysis/parameter-levels.ts';
import type { SettingRow } from '../inventory/sections/settings.ts';
import type { Change, Remedy, SettingLevel } from '../model/change.ts';
import type { Evidence, FindingDraft } from '../model/finding.ts';
import type { ObjectRef } from '../model/object-ref.ts';
import type { Severity } from '../model/severity.ts';

/** Where a value stands that `ALTER SYSTEM` cannot outrank, as `pg_settings.source` names it. */
const outranking = new Set(['command line', 'environment variable', 'override']);

export const settingObject = (name: string, at: SettingLevel = {}): ObjectRef => ({
  kind: 'setting',
  name,
  ...at,
});

export const needsRestart = (row: SettingRow): boolean => row.context === 'postmaster';

/** What the scan saw of a setting, for a finding's evidence. Never of a setting that may hold a secret. */
export function settingEvidence(row: SettingRow): Evidence {
  return {
    parameter: row.name,
    value: row.value,
    source: row.source,
    ...(needsRestart(row) ? { takesEffect: 'after a restart' } : {}),
    ...(row.pendingRestart ? { pendingRestart: true } : {}),
  };
}

/** Lists that `ALTER SYSTEM` cannot store empty: it writes `""`, and every new session fails to load a file of that name. */
const neverEmpty = /_preload_libraries$/;

/** What `ALTER SYSTEM` itself wrote: only that is gone with `ALTER SYSTEM RESET`. */
const isAlterSystems = (row: SettingRow): boolean =>
  row.sourceFile?.endsWith('/postgresql.auto.conf') === true;

/**
 * Back to its default. A value of another file stays when ALTER SYSTEM takes its own away: there the default itself is
 * set, which outranks that file.
 */
function setToDefault(row: SettingRow): Remedy {
  if (isAlterSystems(row))
    return { changes: [{ do: 'set-parameter', parameter: row.name, value: null, at: {} }] };
  if (row.bootValue === null || neverEmpty.test(row.name))
    return {
      manual: `Take ${row.name} out of the configuration file that sets it, and ${needsRestart(row) ? 'restart' : 'reload'} the server.`,
    };
  return { changes: [{ do: 'set-parameter', parameter: row.name, value: row.bootValue, at: {} }] };
}

/** Sets a parameter server-wide, or says in words where it has to be set when `ALTER SYSTEM` would change nothing. */
export function setServerWide(row: SettingRow, value: string | null): Remedy {
  const words = value === null ? 'its default' : `'${value}'`;
  if (outranking.has(row.source)) {
    return {
      manual: `${row.name} is given on the server's command line or in its environment, which outranks every other place: set it to ${words} there and restart the server.`,
    };
  }
  if (value === null) return setToDefault(row);
  return { changes: [{ do: 'set-parameter', parameter: row.name, value, at: {} }] };
}

export const levelAt = (level: ParameterLevel): SettingLevel => ({
  ...(level.role === null ? {} : { role: level.role }),
  ...(level.database === null ? {} : { database: level.database }),
});

/** A level in words: `role app in database shop`. */
export function levelWords(level: ParameterLevel): string {
  if (level.level === 'server') return 'server-wide';
  if (level.level === 'everyone') return 'all roles';
  const parts = [
    level.role === null ? '' : `role ${level.role}`,
    level.database === null ? '' : `database ${level.database}`,
  ];
  return parts.filter((part) => part !== '').join(' in ');
}

export const levelEvidence = (level: ParameterLevel): Evidence => ({
  role: level.role,
  database: level.database,
  value: level.value,
});

/**
 * One remedy for every level that is wrong: the server gets `value`, each override goes, so that what is right
 * server-wide holds again.
 */
export function mendLevels(row: SettingRow, wrong: readonly ParameterLevel[], value: string | null): Remedy {
  if (wrong.some((level) => level.level === 'everyone')) {
    return {
      manual: `Run ALTER ROLE ALL RESET ${row.name}, then set ${row.name} ${value === null ? 'to its default' : `to '${value}'`} server-wide.`,
    };
  }
  const changes: Change[] = [];
  for (const level of wrong) {
    if (level.level === 'override')
      changes.push({ do: 'set-parameter', parameter: row.name, value: null, at: levelAt(level) });
    else {
      const server = setServerWide(row, value);
      if ('manual' in server) return server;
      changes.push(...server.changes);
    }
  }
  return { changes };
}

/**
 * The whole judgement of a parameter over its levels: one finding on the parameter that lists every level where `isRight`
 * says no, and whether the server-wide value could be seen at all.
 */
export function judgeLevels(
  { row, levels, beneath }: ParameterLevels,
  judge: {
    readonly isRight: (value: string) => boolean;
    readonly value: string | null;
    readonly title: (wrong: readonly ParameterLevel[]) => string;
    readonly evidence?: Evidence;
    readonly severity?: Severity;
  },
) {
  const hidden = levels.some((level) => level.value === null);
  const isWrong = (level: ParameterLevel) => level.value !== null && !judge.isRight(level.value);
  const wrong = levels.filter(isWrong);
  const finding: FindingDraft = {
    object: settingObject(row.name),
    title: judge.title(wrong),
    evidence: {
      parameter: row.name,
      weakAt: wrong.map((level) => ({ where: levelWords(level), ...levelEvidence(level) })),
      ...(needsRestart(row) ? { takesEffect: 'after a restart' } : {}),
      ...judge.evidence,
    },
    remedy: mendLevels(row, [...wrong, ...beneath.filter(isWrong)], judge.value),
    ...(judge.severity ? { severity: judge.severity } : {}),
  };
  return {
    outcome: 'judged' as const,
    findings: wrong.length > 0 ? [finding] : [],
    undecided: hidden
      ? [
          {
            object: settingObject(row.name),
            reason: `the scan role has its own ${row.name}, which hides the server-wide value`,
          },
        ]
      : [],
  };
}
