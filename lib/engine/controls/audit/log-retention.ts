import type { ClusterFacts } from '../../analysis/facts.ts';
import { parameter, parseBoolean, parseList, protectedParameter } from '../../analysis/parameter.ts';
import { isManaged } from '../../connect/substrate.ts';
import type { FindingDraft } from '../../model/finding.ts';
import { type CheckResult, defineControl, judged } from '../control.ts';
import { setServerWide, settingEvidence, settingObject } from '../parameter-finding.ts';
import { daysUntilReused } from './log-file-reuse.ts';

/** Destinations that are files of the server's own collector. */
const files = new Set(['stderr', 'csvlog', 'jsonlog']);

/** How long a provider keeps log files, where a parameter says so: its name, and how many of its units are a day. */
const providerKeeps = [
  { name: 'rds.log_retention_period', perDay: 1_440 },
  { name: 'logfiles.retention_days', perDay: 1 },
] as const;

const words = (days: number) => (days === 0 ? 'less than a day' : days === 1 ? 'a day' : `${days} days`);

/** What the server, or its provider, takes away too early; `null` where nothing is, and words where it cannot be seen. */
function tooEarly(cluster: ClusterFacts, retentionDays: number): FindingDraft | string | null {
  for (const { name, perDay } of providerKeeps) {
    const row = parameter(cluster, name);
    if (row === null || !Number.isFinite(Number(row.value))) continue;
    const kept = Math.floor(Number(row.value) / perDay);
    if (kept >= retentionDays) return null;
    return {
      object: settingObject(name),
      title: `The provider deletes log files after ${words(kept)}; the policy keeps records for ${retentionDays} days`,
      evidence: { ...settingEvidence(row), keptDays: kept, retentionDays },
      remedy: {
        manual: `Have the provider's own log service take the PostgreSQL log and keep it for ${retentionDays} days, and state it as audit.sink in the policy: the files on the server are never kept for long.`,
      },
    };
  }
  if (isManaged(cluster.inventory.substrate))
    return 'how long the provider keeps log files cannot be seen from the database';
  const [collector, truncate, age] = [
    'logging_collector',
    'log_truncate_on_rotation',
    'log_rotation_age',
  ].map((name) => parameter(cluster, name));
  const pattern = protectedParameter(cluster, 'log_filename');
  if (!collector || !truncate || !age || !pattern)
    return 'the server did not show how it names, rotates and empties its log files';
  if (parseBoolean(collector.value) !== true)
    return 'the logging collector is off: what takes the standard error keeps it, or does not';
  const [every, empties] = [Number(age.value), parseBoolean(truncate.value)];
  if (age.value === null || !Number.isFinite(every) || empties === null || pattern.value === null)
    return 'how the server names, rotates and empties its log files could not be understood';
  if (!empties || every <= 0) return null;
  const kept = daysUntilReused(pattern.value, every, retentionDays);
  if (kept === null || kept >= retentionDays) return null;
  return {
    object: settingObject('log_filename'),
    title: `Log files are emptied and used again after ${words(kept)}; the policy keeps records for ${retentionDays} days`,
    evidence: {
      ...settingEvidence(pattern),
      logTruncateOnRotation: truncate.value,
      logRotationAgeMinutes: every,
      keptDays: kept,
      retentionDays,
    },
    remedy: setServerWide(pattern, 'postgresql-%Y-%m-%d_%H%M%S.log'),
  };
}

export const logRetention = defineControl({
  id: 'log-retention',
  title: 'The log stays for as long as the policy keeps records',
  area: 'audit',
  scope: 'cluster',
  severity: 'medium',
  needs: ['settings', 'protected-settings'],
  threats: ['audit-tampering', 'undetected-misuse'],
  enforcedWhere: 'audit',
  references: [
    { standard: 'PCI DSS 4.0', id: '10.5.1' },
    { standard: 'NIST 800-53', id: 'AU-11' },
    { standard: 'ISO 27001:2022', id: 'A.8.15' },
    { standard: 'SOC 2', id: 'CC7.2' },
    { standard: 'HIPAA', id: '164.312(b)' },
    { standard: 'PostgreSQL documentation', id: 'runtime-config-logging' },
  ],
  rationale:
    'Packages often name log files by the day of the week and empty them on rotation, so that whoever waits a week leaves no trace. How long records are needed is for the policy to say; that the server throws them away sooner shows nowhere else.',
  caution: 'Files are no longer used again: something must move or delete them once their time is over.',
  check(cluster, policy): CheckResult {
    const { retentionDays, sink } = policy.audit ?? {};
    if (retentionDays === undefined)
      return {
        outcome: 'unknown',
        reason: 'the policy does not say how long audit records are kept',
        decision: 'audit',
      };
    const destination = parameter(cluster, 'log_destination');
    if (!destination) return { outcome: 'unknown', reason: 'the server did not show where its log goes' };
    const destinations = parseList(destination.value);
    const elsewhere = destinations.filter((one) => !files.has(one));
    if (elsewhere.length === destinations.length)
      return {
        outcome: 'unknown',
        reason: `the server writes no log file${elsewhere.length === 0 ? '' : `: what ${elsewhere.join(', ')} keeps cannot be seen from the database`}`,
      };
    const found = tooEarly(cluster, retentionDays);
    if (found === null) return judged([]);
    if (typeof found === 'string') return { outcome: 'unknown', reason: found };
    if (sink === undefined && elsewhere.length === 0) return judged([found]);
    // The files are then a buffer, and nobody can see from the database what the other place keeps.
    const place = sink ?? elsewhere.join(', ');
    return {
      outcome: 'unknown',
      reason: `${found.title}, and whether ${place} keeps them cannot be seen from the database`,
    };
  },
});
