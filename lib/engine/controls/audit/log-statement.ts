import type { ClusterFacts } from '../../analysis/facts.ts';
import { parameterLevelNeeds, parameterLevels } from '../../analysis/parameter-levels.ts';
import { recordedClasses } from '../../analysis/pgaudit.ts';
import { defineControl } from '../control.ts';
import { judgeLevels, levelWords } from '../parameter-finding.ts';

/**
 * pgaudit shows its parameters only where it is loaded, and it can only be preloaded by the server itself. Its class ddl leaves
 * out what role is for: GRANT, REVOKE and CREATE, ALTER and DROP of roles.
 */
function pgauditRecordsDdl(cluster: ClusterFacts): boolean {
  const audit = parameterLevels(cluster, 'pgaudit.log');
  return (
    audit?.levels.every(
      ({ value }) => value !== null && ['ddl', 'role'].every((one) => recordedClasses(value).has(one)),
    ) ?? false
  );
}

export const logStatement = defineControl({
  id: 'log-statement',
  title: 'Changes of definitions and rights are logged for every role',
  area: 'audit',
  scope: 'cluster',
  severity: 'medium',
  needs: [...parameterLevelNeeds],
  threats: ['undetected-misuse', 'dangerous-ddl'],
  enforcedWhere: 'audit',
  references: [
    { standard: 'CIS PostgreSQL 16', id: '3.1.25' },
    { standard: 'CIS PostgreSQL 17', id: '3.1.25' },
    { standard: 'PCI DSS 4.0', id: '10.2.1' },
    { standard: 'NIST 800-53', id: 'AU-12' },
    { standard: 'ISO 27001:2022', id: 'A.8.15' },
    { standard: 'SOC 2', id: 'CC7.2' },
    { standard: 'HIPAA', id: '164.312(b)' },
  ],
  rationale:
    'CREATE, ALTER, DROP, GRANT and REVOKE decide who may do what; without a record nobody can say who changed them. A role or a database may carry a setting of its own that turns the record off for its sessions only. What a DO block or a function runs is left out: only pgaudit records that too.',
  caution:
    'Statements are logged as they were sent, so a password sent in plain text with ALTER ROLE ends up in the log: send SCRAM verifiers, and know that all would log every query and its data.',
  check(cluster) {
    const levels = parameterLevels(cluster, 'log_statement');
    if (!levels) return { outcome: 'unknown', reason: 'the server did not show log_statement' };
    const verdict = judgeLevels(levels, {
      isRight: (value) => ['ddl', 'mod', 'all'].includes(value.trim().toLowerCase()),
      value: 'ddl',
      title: (wrong) =>
        `Setting log_statement leaves changes of definitions and rights unlogged (${wrong.map(levelWords).join(', ')})`,
    });
    const covered = verdict.findings.length + verdict.undecided.length > 0 && pgauditRecordsDdl(cluster);
    return covered ? { outcome: 'judged', findings: [] } : verdict;
  },
});
