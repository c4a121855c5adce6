import { auditEvent } from '../../analysis/audit-events.ts';
import type { ClusterFacts } from '../../analysis/facts.ts';
import { parameter } from '../../analysis/parameter.ts';
import type { FindingDraft } from '../../model/finding.ts';
import type { Policy } from '../../policy/policy.ts';
import { type CheckResult, defineControl, judged } from '../control.ts';
import { settingObject } from '../parameter-finding.ts';

/** Null where the module is loaded. */
function judgeLibrary(cluster: ClusterFacts, policy: Policy): CheckResult | null {
  const events = policy.audit?.events;
  if (!events)
    return {
      outcome: 'unknown',
      reason: 'the policy does not say which events are audited',
      decision: 'audit',
    };
  const needing = events.filter((event) => auditEvent(event)?.logStatement === null);
  if (needing.length === 0) {
    return {
      outcome: 'not-applicable',
      reason: 'the audit events of the policy can be recorded by the server log alone',
    };
  }
  // The module's parameters are shown only where it is loaded, and it refuses to load any other way than by the server.
  if (parameter(cluster, 'pgaudit.log')) return null;
  const writes = needing.filter((event) => auditEvent(event)?.pgauditClass === 'write');
  const beyond = needing.filter((event) => !writes.includes(event));
  const undecided = writes.map((event) => ({
    object: settingObject('shared_preload_libraries'),
    reason: `without pgaudit only triggers of your own can record ${event}: log_statement misses writes inside WITH and in functions`,
  }));
  if (beyond.length === 0) return { outcome: 'judged', findings: [], undecided };
  const finding: FindingDraft = {
    object: settingObject('shared_preload_libraries'),
    title: `Library pgaudit is not loaded, so these audit events of the policy are not recorded: ${beyond.join(', ')}`,
    evidence: { events: beyond, loaded: false, takesEffect: 'after a restart' },
    remedy: {
      manual:
        'Install the pgaudit package of this major version, add pgaudit to shared_preload_libraries, restart the server, then run CREATE EXTENSION pgaudit in each database and set pgaudit.log.',
    },
  };
  return { outcome: 'judged', findings: [finding], undecided };
}

export const pgauditLoaded = defineControl({
  id: 'pgaudit-loaded',
  title: 'The library pgaudit is loaded where the policy demands more than the server log records',
  area: 'audit',
  scope: 'cluster',
  severity: 'high',
  needs: ['settings', 'extensions'],
  threats: ['undetected-misuse', 'insider-reads-regulated-data'],
  enforcedWhere: 'audit',
  references: [
    { standard: 'CIS PostgreSQL 16', id: '3.2' },
    { standard: 'CIS PostgreSQL 17', id: '3.2' },
    { standard: 'DISA STIG PostgreSQL', id: 'V-233512' },
    { standard: 'DISA STIG PostgreSQL', id: 'V-233580' },
    { standard: 'DISA STIG PostgreSQL', id: 'V-233589' },
    { standard: 'PCI DSS 4.0', id: '10.2.1' },
    { standard: 'NIST 800-53', id: 'AU-2' },
    { standard: 'ISO 27001:2022', id: 'A.8.15' },
    { standard: 'SOC 2', id: 'CC7.2' },
    { standard: 'HIPAA', id: '164.312(b)' },
  ],
  rationale:
    'PostgreSQL has no SELECT triggers, and log_statement sees only what a client sends, not what runs inside a function. Reads of regulated data can only be recorded by pgaudit. Its event triggers, which say what a change of a definition was about, come with the extension, in each database by itself.',
  caution:
    'Needs a restart, and the server does not start when the library named is not installed: install the package first.',
  otherWay: { needs: ['settings'], check: judgeLibrary },
  check: (cluster, policy) =>
    judgeLibrary(cluster, policy) ??
    judged(
      cluster.databases
        .filter((database) => !database.read('extensions').some(({ name }) => name === 'pgaudit'))
        .map(({ name }) => ({
          object: { kind: 'database', database: name, name },
          title: `Extension pgaudit was not created in database ${name}: changes of definitions are recorded there without the object they were of`,
          severity: 'low',
          evidence: { loaded: true, extension: false },
          remedy: { manual: 'Run CREATE EXTENSION pgaudit in the database, as a superuser.' },
        })),
    ),
});
