import { seenEncryption } from '../../analysis/encryption/seen-encryption.ts';
import type { ClusterFacts } from '../../analysis/facts.ts';
import { parameter } from '../../analysis/parameter.ts';
import type { SettingRow } from '../../inventory/sections/settings.ts';
import type { FindingDraft } from '../../model/finding.ts';
import { objectText } from '../../model/object-text.ts';
import type { Policy } from '../../policy/policy.ts';
import { defineControl } from '../control.ts';
import { setServerWide, settingEvidence, settingObject } from '../parameter-finding.ts';
import { seenEncryptionNeeds, undecidedDefinitions } from './seen-needs.ts';

/** Who passes a key in a statement: definitions that take one from their caller or the session, and what the policy says. */
function keysInStatements(cluster: ClusterFacts, policy: Policy): readonly string[] {
  const seen = cluster.databases.flatMap((database) =>
    seenEncryption(database)
      .calls.filter((call) => call.key?.from === 'caller' || call.key?.from === 'setting')
      .map((call) => objectText(call.where)),
  );
  const stated = (policy.classification ?? [])
    .filter((entry) => entry.encryption?.arrangement.startsWith('pgcrypto'))
    .map((entry) => `${entry.schema}.${entry.table}.${entry.column} in ${entry.database}`);
  return [...new Set([...seen, ...stated])].sort();
}

interface Leak {
  readonly parameter: string;
  readonly leaks: (value: string) => boolean;
  readonly to: string;
  readonly title: (value: string) => string;
}

const isNotOff = (value: string) => Number(value) >= 0;

/** Settings by which the text of a statement, or its parameters, reach the log. PostgreSQL documentation 20.8. */
const leaks: readonly Leak[] = [
  {
    parameter: 'log_statement',
    leaks: (value) => ['mod', 'all'].includes(value.toLowerCase()),
    to: 'ddl',
    title: (value) =>
      `Setting log_statement = ${value} writes statements to the log, with the keys they pass`,
  },
  {
    parameter: 'log_min_duration_statement',
    leaks: isNotOff,
    to: '-1',
    title: (value) =>
      `Setting log_min_duration_statement writes statements that take ${value} ms or longer to the log, with the keys they pass`,
  },
  {
    parameter: 'log_min_duration_sample',
    leaks: isNotOff,
    to: '-1',
    title: () =>
      'Setting log_min_duration_sample writes a sample of the statements to the log, with the keys they pass',
  },
  {
    parameter: 'log_parameter_max_length_on_error',
    leaks: (value) => Number(value) !== 0,
    to: '0',
    title: () =>
      'Setting log_parameter_max_length_on_error writes the parameters of a failing statement to the log',
  },
];

function finding(leak: Leak, row: SettingRow, passedBy: readonly string[]): FindingDraft | null {
  if (row.value === null || !leak.leaks(row.value)) return null;
  return {
    object: settingObject(leak.parameter),
    title: leak.title(row.value),
    evidence: { ...settingEvidence(row), keysPassedTo: [...passedBy.slice(0, 20)] },
    remedy: setServerWide(row, leak.to),
  };
}

export const encryptionKeyLogged = defineControl({
  id: 'encryption-key-logged',
  title: 'Encryption keys passed in SQL do not reach the log',
  area: 'encryption',
  scope: 'cluster',
  severity: 'medium',
  needs: [...seenEncryptionNeeds, 'settings'],
  threats: ['insider-reads-regulated-data', 'unrotated-secrets', 'escalation-to-operating-system'],
  enforcedWhere: 'engine',
  references: [
    { standard: 'PCI DSS 4.0', id: '3.6.1' },
    { standard: 'NIST 800-53', id: 'SC-12' },
    { standard: 'ISO 27001:2022', id: 'A.8.24' },
    { standard: 'SOC 2', id: 'CC6.7' },
    { standard: 'GDPR', id: 'Art. 32' },
    { standard: 'PostgreSQL documentation', id: 'F.26.8' },
  ],
  rationale:
    'With pgcrypto the key is an argument of a statement. Statements and their parameters that are written to the log leave the key there in plain text, for everybody who reads the log or the system it is sent to; pg_stat_activity and pg_stat_statements may show them too.',
  caution:
    'Slow statements are no longer found in the log: pg_stat_statements shows them with constants removed.',
  check(cluster, policy) {
    const passedBy = keysInStatements(cluster, policy);
    const undecided = cluster.databases.flatMap((database) => undecidedDefinitions(seenEncryption(database)));
    if (passedBy.length === 0 && undecided.length === 0)
      return {
        outcome: 'not-applicable',
        reason: 'no definition takes an encryption key from a statement, and the policy states no pgcrypto',
      };
    const rows = leaks.map((leak) => ({ leak, row: parameter(cluster, leak.parameter) }));
    const hidden = rows.filter(({ row }) => !row || row.value === null).map(({ leak }) => leak.parameter);
    if (hidden.length > 0)
      return { outcome: 'unknown', reason: `the server did not show ${hidden.join(', ')}` };
    return {
      outcome: 'judged',
      findings:
        passedBy.length === 0
          ? []
          : rows.flatMap(({ leak, row }) => (row ? (finding(leak, row, passedBy) ?? []) : [])),
      undecided,
    };
  },
});
