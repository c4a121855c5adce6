import { claimedIdentity } from '../../analysis/claimed-identity.ts';
import type { FindingDraft } from '../../model/finding.ts';
import type { ObjectRef } from '../../model/object-ref.ts';
import { defineControl } from '../control.ts';
import { nameOf, routineRef } from '../grants/database-object.ts';
import { ownRoutines } from '../routines/own-routines.ts';

export const auditRowIdentity = defineControl({
  id: 'audit-row-identity',
  title: 'Audit rows name who the server says is acting',
  area: 'audit',
  scope: 'database',
  severity: 'medium',
  needs: ['routines', 'triggers'],
  threats: ['audit-tampering', 'undetected-misuse'],
  enforcedWhere: 'audit',
  references: [
    { standard: 'PCI DSS 4.0', id: '10.2.1' },
    { standard: 'NIST 800-53', id: 'AU-3' },
    { standard: 'NIST 800-53', id: 'AU-10' },
    { standard: 'ISO 27001:2022', id: 'A.8.15' },
    { standard: 'SOC 2', id: 'CC7.2' },
    { standard: 'HIPAA', id: '164.312(b)' },
    { standard: 'PostgreSQL documentation', id: 'functions-info' },
  ],
  rationale:
    'A trigger that records who acted from current_setting() records what the session says of itself: any role that runs SQL may set it to another name. session_user and current_user are the server’s own answer.',
  caution: 'The table gets another column; readers of the trail must know which one is proven.',
  check(database) {
    const fired = new Set(
      database
        .read('triggers')
        .filter((row) => row.enabled)
        .map((row) => JSON.stringify([row.functionSchema, row.functionName])),
    );
    const findings: FindingDraft[] = [];
    const undecided: { object: ObjectRef; reason: string }[] = [];
    for (const routine of ownRoutines(database)) {
      if (!fired.has(JSON.stringify([routine.schema, routine.name]))) continue;
      const on = routineRef(database.name, routine);
      const { claims, proves, incomplete } = claimedIdentity(routine);
      if (claims && !proves) {
        findings.push({
          object: on,
          title: `Trigger function ${nameOf(on)} records who acted from a setting that the session sets for itself`,
          evidence: { owner: routine.owner, securityDefiner: routine.securityDefiner },
          remedy: {
            manual:
              'Record session_user and current_user beside the setting, and take INSERT, UPDATE and DELETE on the audit table away from the roles that are recorded.',
          },
        });
      } else if (
        !claims &&
        incomplete !== null &&
        routine.language !== 'c' &&
        routine.language !== 'internal'
      ) {
        undecided.push({ object: on, reason: `${nameOf(on)}: ${incomplete}` });
      }
    }
    return { outcome: 'judged', findings, undecided };
  },
});
