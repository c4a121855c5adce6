import { dynamicSql } from '../../analysis/dynamic-sql.ts';
import type { FindingDraft } from '../../model/finding.ts';
import type { ObjectRef } from '../../model/object-ref.ts';
import { defineControl } from '../control.ts';
import { nameOf, routineRef, routineWord } from '../grants/database-object.ts';
import { ownRoutines } from './own-routines.ts';

/** Expressions are shown cut: they are somebody’s source. */
const longest = 300;

export const functionDynamicSql = defineControl({
  id: 'function-dynamic-sql',
  title: 'Routines quote what they put into statements they build',
  area: 'routines',
  scope: 'database',
  severity: 'medium',
  needs: ['routines'],
  threats: ['escalation-to-superuser', 'cross-tenant-access', 'over-privileged-application'],
  enforcedWhere: 'engine',
  references: [
    { standard: 'DISA STIG PostgreSQL', id: 'V-233527' },
    { standard: 'DISA STIG PostgreSQL', id: 'V-233528' },
    { standard: 'PCI DSS 4.0', id: '6.2.4' },
    { standard: 'NIST 800-53', id: 'SI-10' },
    { standard: 'ISO 27001:2022', id: 'A.8.28' },
    { standard: 'SOC 2', id: 'CC6.8' },
    { standard: 'HIPAA', id: '164.312(c)(1)' },
    { standard: 'PostgreSQL documentation', id: 'plpgsql-statements' },
  ],
  rationale:
    'EXECUTE of a text into which a value was put unquoted runs whatever the caller puts into the value. In a SECURITY DEFINER routine it runs with the rights of its owner.',
  caution: 'A routine that relies on callers passing pieces of SQL must be written anew.',
  check(database) {
    const findings: FindingDraft[] = [];
    const undecided: { object: ObjectRef; reason: string }[] = [];
    for (const routine of ownRoutines(database)) {
      if (routine.language !== 'plpgsql') continue;
      const on = routineRef(database.name, routine);
      const { unquoted, incomplete } = dynamicSql(routine);
      if (unquoted.length > 0) {
        findings.push({
          object: on,
          title: `${routineWord(on)} ${nameOf(on)} puts values into a statement without quoting them and runs it${routine.securityDefiner ? ` as ${routine.owner}` : ''}`,
          evidence: {
            expressions: unquoted.slice(0, 10).map((one) => one.slice(0, longest)),
            securityDefiner: routine.securityDefiner,
            owner: routine.owner,
          },
          ...(routine.securityDefiner ? { severity: 'high' as const } : {}),
          remedy: {
            manual:
              "Pass values with EXECUTE … USING; put names in with format('%I', …) and literals with %L; then CREATE OR REPLACE the routine in a migration.",
          },
        });
      } else if (incomplete !== null) {
        undecided.push({ object: on, reason: `${nameOf(on)}: ${incomplete}` });
      }
    }
    return { outcome: 'judged', findings, undecided };
  },
});
