import { seenEncryption } from '../../analysis/encryption/seen-encryption.ts';
import type { ClusterFacts } from '../../analysis/facts.ts';
import { parseDuration } from '../../analysis/parameter.ts';
import { parameterLevelNeeds, parameterLevels } from '../../analysis/parameter-levels.ts';
import { objectText } from '../../model/object-text.ts';
import type { Policy } from '../../policy/policy.ts';
import { defineControl } from '../control.ts';
import { judgeLevels, levelWords } from '../parameter-finding.ts';
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
  readonly title: (value: string, where: string) => string;
}

/** Off is -1; a value of a role or a database may carry a unit. */
const isNotOff = (value: string) => (parseDuration(value, 'ms') ?? 0) >= 0;

/** Settings by which the text of a statement, or its parameters, reach the log. PostgreSQL documentation 20.8. */
const leaks: readonly Leak[] = [
  {
    parameter: 'log_statement',
    leaks: (value) => ['mod', 'all'].includes(value.toLowerCase()),
    to: 'ddl',
    title: (value, where) =>
      `Setting log_statement = ${value} (${where}) writes statements to the log, with the keys they pass`,
  },
  {
    parameter: 'log_min_duration_statement',
    leaks: isNotOff,
    to: '-1',
    title: (value, where) =>
      `Setting log_min_duration_statement = ${value} (${where}) writes statements that take that long to the log, with the keys they pass`,
  },
  {
    parameter: 'log_min_duration_sample',
    leaks: isNotOff,
    to: '-1',
    title: (_, where) =>
      `Setting log_min_duration_sample (${where}) writes a sample of the statements to the log, with the keys they pass`,
  },
  {
    parameter: 'log_transaction_sample_rate',
    leaks: (value) => Number(value) > 0,
    to: '0',
    title: (_, where) =>
      `Setting log_transaction_sample_rate (${where}) writes all statements of some transactions to the log, with the keys they pass`,
  },
  {
    parameter: 'log_parameter_max_length_on_error',
    leaks: (value) => Number(value) !== 0,
    to: '0',
    title: (_, where) =>
      `Setting log_parameter_max_length_on_error (${where}) writes the parameters of a failing statement to the log`,
  },
];

export const encryptionKeyLogged = defineControl({
  id: 'encryption-key-logged',
  title: 'Encryption keys passed in SQL do not reach the log',
  area: 'encryption',
  scope: 'cluster',
  severity: 'medium',
  needs: [...seenEncryptionNeeds, ...parameterLevelNeeds],
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
    const levels = leaks.map((leak) => ({ leak, found: parameterLevels(cluster, leak.parameter) }));
    const hidden = levels.filter(({ found }) => found === null).map(({ leak }) => leak.parameter);
    if (hidden.length > 0)
      return { outcome: 'unknown', reason: `the server did not show ${hidden.join(', ')}` };
    if (passedBy.length === 0) return { outcome: 'judged', findings: [], undecided };
    const judgements = levels.flatMap(({ leak, found }) =>
      found === null
        ? []
        : judgeLevels(found, {
            isRight: (value) => !leak.leaks(value),
            value: leak.to,
            title: (wrong) => leak.title(wrong[0]?.value ?? '', wrong.map(levelWords).join(', ')),
            evidence: { keysPassedTo: [...passedBy.slice(0, 20)] },
          }),
    );
    return {
      outcome: 'judged',
      findings: judgements.flatMap((one) => one.findings),
      undecided: [...undecided, ...judgements.flatMap((one) => one.undecided)],
    };
  },
});
