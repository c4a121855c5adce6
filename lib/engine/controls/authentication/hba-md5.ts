import type { ClusterFacts } from '../../analysis/facts.ts';
import type { EffectiveRule } from '../../analysis/hba/effective-hba.ts';
import type { Remedy } from '../../model/change.ts';
import { defineControl } from '../control.ts';
import { askForScram, hbaNeeds, judgeHba, ruleEvidence, ruleObject } from '../hba-finding.ts';

/** Roles among these whose stored password scram-sha-256 would lock out; null where that was not read. */
function lockedOut(cluster: ClusterFacts, roles: readonly string[]): readonly string[] | null {
  // Not among `needs`: the rule is weak whether or not the stored passwords can be seen; only the remedy depends on them.
  const section = cluster.inventory.cluster['password-kinds'];
  if ('gap' in section) return null;
  const weak = new Set(
    section.rows.filter((row) => row.kind === 'md5' || row.kind === 'other').map((row) => row.role),
  );
  return roles.filter((role) => weak.has(role));
}

function remedyFor(
  cluster: ClusterFacts,
  rule: EffectiveRule,
  approved: readonly string[] | undefined,
): Remedy {
  const locked = lockedOut(cluster, rule.matchesRoles);
  if (locked?.length === 0) return askForScram(rule, approved);
  const who =
    locked === null
      ? 'every role that uses this rule (which form is stored was not readable)'
      : locked.join(', ');
  return {
    manual: `First have the password of ${who} set again under password_encryption = scram-sha-256; the method md5 accepts those too. Then change the method of this rule to scram-sha-256 and SELECT pg_reload_conf().`,
  };
}

export const hbaMd5 = defineControl({
  id: 'hba-md5',
  title: 'No rule accepts md5',
  area: 'authentication',
  scope: 'cluster',
  severity: 'medium',
  needs: [...hbaNeeds],
  threats: ['stolen-credentials', 'credential-guessing', 'eavesdropping'],
  enforcedWhere: 'pg_hba',
  references: [
    { standard: 'CIS PostgreSQL 16', id: '5.4' },
    { standard: 'DISA STIG PostgreSQL', id: 'V-233519' },
    { standard: 'PCI DSS 4.0', id: '8.3.2' },
    { standard: 'NIST 800-53', id: 'IA-5(1)' },
    { standard: 'ISO 27001:2022', id: 'A.8.5' },
  ],
  rationale:
    'For a password stored as md5 this method runs an exchange that the stored hash alone can answer and a listener can guess from. For a SCRAM verifier it runs SCRAM, so it can be tightened once all are migrated.',
  caution:
    'With scram-sha-256 a role whose password is stored as md5 can no longer log in through this rule.',
  check(cluster, policy) {
    return judgeHba(cluster, (hba) => ({
      findings: hba.rules
        .filter((rule) => rule.accepts && rule.method === 'md5')
        .map((rule) => ({
          object: ruleObject(rule),
          title: 'A rule accepts the md5 method.',
          evidence: ruleEvidence(rule),
          remedy: remedyFor(cluster, rule, policy.connections?.authentication),
        })),
    }));
  },
});
