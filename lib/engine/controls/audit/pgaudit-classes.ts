import { type AuditEvent, auditEvent } from '../../analysis/audit-events.ts';
import { parameter } from '../../analysis/parameter.ts';
import { parameterLevelNeeds, parameterLevels } from '../../analysis/parameter-levels.ts';
import { recordedClasses } from '../../analysis/pgaudit.ts';
import { defineControl } from '../control.ts';
import { judgeLevels, levelWords, settingObject } from '../parameter-finding.ts';

/** Values of `log_statement` that record definitions and rights. */
const recordsDefinitions = ['ddl', 'mod', 'all'];

export const pgauditClasses = defineControl({
  id: 'pgaudit-classes',
  title: 'The library pgaudit records the events of the policy for every role',
  area: 'audit',
  scope: 'cluster',
  severity: 'high',
  needs: [...parameterLevelNeeds],
  threats: ['undetected-misuse', 'insider-reads-regulated-data', 'audit-tampering'],
  enforcedWhere: 'audit',
  references: [
    { standard: 'CIS PostgreSQL 16', id: '3.2' },
    { standard: 'CIS PostgreSQL 17', id: '3.2' },
    { standard: 'DISA STIG PostgreSQL', id: 'V-233547' },
    { standard: 'DISA STIG PostgreSQL', id: 'V-233552' },
    { standard: 'DISA STIG PostgreSQL', id: 'V-233556' },
    { standard: 'DISA STIG PostgreSQL', id: 'V-233559' },
    { standard: 'DISA STIG PostgreSQL', id: 'V-233564' },
    { standard: 'PCI DSS 4.0', id: '10.2.1' },
    { standard: 'NIST 800-53', id: 'AU-12' },
    { standard: 'ISO 27001:2022', id: 'A.8.15' },
    { standard: 'SOC 2', id: 'CC7.2' },
    { standard: 'HIPAA', id: '164.312(b)' },
  ],
  rationale:
    'pgaudit that is loaded records nothing until pgaudit.log names classes of statements, and a role or a database may carry a value of its own that records less.',
  caution:
    'The classes read and write make a log line for each statement: watch the volume, and prefer object auditing for a few tables.',
  check(cluster, policy) {
    const events = policy.audit?.events;
    if (!events)
      return {
        outcome: 'unknown',
        reason: 'the policy does not say which events are audited',
        decision: 'audit',
      };
    const levels = parameterLevels(cluster, 'pgaudit.log');
    if (!levels)
      return {
        outcome: 'not-applicable',
        reason: 'pgaudit is not loaded; pgaudit-loaded and log-statement judge that',
      };
    const known = events.map((name) => ({ name, event: auditEvent(name) }));
    const strangers = known.filter((one) => one.event === undefined).map((one) => one.name);
    const logged = parameterLevels(cluster, 'log_statement')?.levels ?? [];
    const inServerLog = (event: AuditEvent) =>
      logged.length > 0 &&
      logged.every(
        ({ value }) =>
          event.logStatement !== null && recordsDefinitions.includes((value ?? '').toLowerCase()),
      );
    const wanted = new Set(
      known.flatMap(({ event }) => (event && !inServerLog(event) ? [event.pgauditClass] : [])),
    );
    const byObjectOnly = (name: string) =>
      known.every(({ event }) => !event || event.pgauditClass !== name || event.byObject);
    const auditor = parameter(cluster, 'pgaudit.role')?.value ?? '';
    const statementClasses = [...wanted].filter((name) => auditor === '' || !byObjectOnly(name));
    const missingIn = (value: string) => statementClasses.filter((name) => !recordedClasses(value).has(name));
    const all = levels.levels.flatMap((level) => (level.value === null ? [] : missingIn(level.value)));
    const value = [...new Set([...recordedClasses(levels.row.value ?? ''), ...statementClasses])]
      .sort()
      .join(',');
    const verdict = judgeLevels(levels, {
      isRight: (one) => missingIn(one).length === 0,
      value,
      title: (wrong) =>
        `Library pgaudit does not record ${[...new Set(all)].sort().join(', ')} (${wrong.map(levelWords).join(', ')})`,
      evidence: { demanded: [...wanted].sort(), missing: [...new Set(all)].sort() },
    });
    const byObject = [...wanted].filter((name) => !statementClasses.includes(name));
    return {
      ...verdict,
      undecided: [
        ...verdict.undecided,
        ...strangers.map((name) => ({
          object: settingObject('pgaudit.log'),
          reason: `the audit event ${name} of the policy is not one Postern knows how to look for`,
        })),
        ...(byObject.length > 0 &&
        levels.levels.some(
          (level) =>
            level.value === null || byObject.some((name) => !recordedClasses(level.value ?? '').has(name)),
        )
          ? [
              {
                object: settingObject('pgaudit.role'),
                reason: `${byObject.sort().join(' and ')} of regulated data is left to object auditing by ${auditor}, whose grants are not judged here`,
              },
            ]
          : []),
      ],
    };
  },
});
