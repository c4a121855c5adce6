import type { ClusterFacts, DatabaseFacts } from '../../analysis/facts.ts';
import { memo } from '../../analysis/memo.ts';
import type { ExpressionJudgement } from '../../analysis/row-security/judge-expression.ts';
import type { Remedy } from '../../model/change.ts';
import type { FindingDraft } from '../../model/finding.ts';
import type { Policy } from '../../policy/policy.ts';
import { defineControl } from '../control.ts';
import {
  heldToTenant,
  type PolicyOnTable,
  policiesInForce,
  policySections,
  unparsed,
} from './judged-policies.ts';

type Trouble = 'error' | 'no-missing-ok' | 'no-such-setting';

/** Settings of the server that its own view of them leaves out. */
const unlisted: ReadonlySet<string> = new Set(['role', 'session_authorization', 'is_superuser', 'seed']);

/** What goes wrong in a session that has not said for whom it acts; `null` where nothing does. */
function troubleOf(
  expressions: readonly ExpressionJudgement[],
  exists: (setting: string) => boolean,
): Trouble | null {
  const without = expressions.flatMap((one) => [one.whenSettingsAbsent, one.whenSettingsEmpty]);
  // It shows every row then: rls-inverted-auth says so.
  if (without.includes('opens')) return null;
  if (expressions.some((one) => one.settings.some((setting) => !setting.missingOk))) return 'no-missing-ok';
  // PostgreSQL refuses to set a name of one's own without a dot in it.
  if (expressions.some((one) => one.settings.some(({ name }) => name !== null && !exists(name))))
    return 'no-such-setting';
  return without.includes('error') ? 'error' : null;
}

const exists = memo((cluster: ClusterFacts) => {
  const names = new Set(cluster.read('settings').map((row) => row.name.toLowerCase()));
  return (setting: string) =>
    setting.includes('.') || names.has(setting.toLowerCase()) || unlisted.has(setting.toLowerCase());
});

const words: Readonly<Record<Trouble, string>> = {
  'no-missing-ok': 'fails with an error when its setting is absent',
  error: 'fails with an error when its setting is empty, as SET LOCAL leaves it',
  'no-such-setting':
    'reads a setting that nobody can set: PostgreSQL knows none of that name, and one’s own need a dot',
};

/** Only a policy that compares nothing but the tenant column with nothing but the stated setting can be put in the safe form. */
function isPlainTenantPolicy(
  policy: Policy,
  one: PolicyOnTable,
  expressions: readonly ExpressionJudgement[],
): boolean {
  return expressions.every(
    (expression) =>
      expression.columns.length === 1 &&
      expression.mentionsTenantColumn &&
      expression.relations.length === 0 &&
      expression.identities.length === 0 &&
      expression.functions.every((name) => name === 'current_setting') &&
      expression.settings.every((setting) => setting.name === policy.tenancy?.setting) &&
      one.table.required === true,
  );
}

function remedyFor(
  database: DatabaseFacts,
  policy: Policy,
  one: PolicyOnTable,
  expressions: readonly ExpressionJudgement[],
): Remedy {
  const change = isPlainTenantPolicy(policy, one, expressions) ? heldToTenant(database, policy, one) : null;
  if (change !== null) return { changes: [change] };
  return {
    manual:
      "Read the setting as NULLIF(current_setting('name', true), '') with a name that has a dot in it, and compare it with the column, so that a session without it sees no row and gets no error.",
  };
}

export const rlsCurrentSettingForm = defineControl({
  id: 'rls-current-setting-form',
  title: 'Policies stay closed, and quiet, without their setting',
  area: 'rows',
  scope: 'database',
  severity: 'low',
  needs: [...policySections, 'settings'],
  threats: ['cross-tenant-access'],
  enforcedWhere: 'policy',
  references: [
    { standard: 'PCI DSS 4.0', id: '7.2.6' },
    { standard: 'NIST 800-53', id: 'SI-17' },
    { standard: 'ISO 27001:2022', id: 'A.8.3' },
    { standard: 'SOC 2', id: 'CC6.1' },
    { standard: 'HIPAA', id: '164.312(a)(1)' },
    { standard: 'GDPR', id: 'Art. 25' },
    { standard: 'PostgreSQL documentation', id: 'functions-admin' },
  ],
  rationale:
    'A setting that was never set raises an error, and one set with SET LOCAL comes back as the empty string, not as NULL, after the transaction. A policy that forgot one of the two breaks the queries of a session that means no harm.',
  caution: 'Sessions that forgot to set the tenant get no rows instead of an error: watch for that in tests.',
  check(database, policy) {
    const policies = policiesInForce(database, policy);
    const findings = policies.flatMap((one): FindingDraft[] => {
      const { judged, object, table } = one;
      const expressions = [...new Set([judged.using, judged.check])].filter(
        (expression) => expression !== null,
      );
      const trouble = troubleOf(expressions, exists(database.cluster));
      if (trouble === null) return [];
      return [
        {
          object,
          title: `Policy ${judged.row.name} on ${table.relation.schema}.${table.relation.name} ${words[trouble]}`,
          evidence: {
            settings: [
              ...new Set(
                expressions.flatMap((one) => one.settings.map((setting) => setting.name ?? '(computed)')),
              ),
            ].sort(),
            using: judged.row.using,
            withCheck: judged.row.withCheck,
          },
          remedy: remedyFor(database, policy, one, expressions),
        },
      ];
    });
    return { outcome: 'judged', findings, undecided: unparsed(policies) };
  },
});
