import type { ClusterFacts } from '../../analysis/facts.ts';
import type { RoleRow } from '../../inventory/sections/roles.ts';
import type { FindingDraft } from '../../model/finding.ts';
import { defineControl } from '../control.ts';
import { newPasswordWords } from './new-password-words.ts';

const namesShown = 5;
const dayMilliseconds = 86_400_000;

/** Whether the password of the role ends within the period after the scan; an end that is past is an end. */
function endsInTime(role: RoleRow, days: number, collectedAt: string): boolean {
  const end =
    role.validUntil === null || role.validUntil === 'infinity'
      ? Number.POSITIVE_INFINITY
      : Date.parse(role.validUntil);
  return role.expired || end <= Date.parse(collectedAt) + days * dayMilliseconds;
}

/** That many days after the scan, in whole seconds, UTC. */
function endAfter(days: number, { inventory }: ClusterFacts): string {
  const end = new Date(Date.parse(inventory.collectedAt) + days * dayMilliseconds);
  return `${end.toISOString().slice(0, 19)}Z`;
}

/** One entry for all of them: a cluster may have thousands. */
function open(roles: readonly string[], why: string) {
  if (roles.length === 0) return [];
  const more = roles.length > namesShown ? ` and ${roles.length - namesShown} more` : '';
  return [
    {
      object: { kind: 'cluster' as const },
      reason: `${why}: ${roles.slice(0, namesShown).join(', ')}${more}`,
    },
  ];
}

export const roleValidUntil = defineControl({
  id: 'role-valid-until',
  title: 'A password ends when the policy says it is rotated',
  area: 'authentication',
  scope: 'cluster',
  severity: 'medium',
  needs: ['roles', 'password-kinds'],
  threats: ['unrotated-secrets', 'stale-credentials'],
  enforcedWhere: 'role',
  references: [
    { standard: 'CIS PostgreSQL 16', id: '5.6' },
    { standard: 'CIS PostgreSQL 17', id: '5.6' },
    { standard: 'PCI DSS 4.0', id: '8.3.9' },
    { standard: 'NIST 800-53', id: 'IA-5' },
    { standard: 'ISO 27001:2022', id: 'A.5.17' },
    { standard: 'SOC 2', id: 'CC6.1' },
    { standard: 'HIPAA', id: '164.312(d)' },
    { standard: 'GDPR', id: 'Art. 32' },
  ],
  rationale:
    'A rotation that is only promised is forgotten; with VALID UNTIL the old password stops working even then. It ends passwords only: trust, peer and certificates take no notice.',
  caution: 'A password that ends before it was rotated locks its application out.',
  check(cluster, policy) {
    if (policy.secrets === undefined) {
      return {
        outcome: 'unknown',
        reason: 'the policy states no rotation of credentials',
        decision: 'secrets',
      };
    }
    const stated = new Map(policy.secrets.map((secret) => [secret.credential, secret.rotateEveryDays]));
    const kinds = new Map(cluster.read('password-kinds').map((row) => [row.role, row.kind]));
    const findings: FindingDraft[] = [];
    const unseen: string[] = [];
    const unstated: string[] = [];
    for (const role of cluster.read('roles')) {
      const kind = kinds.get(role.name);
      if (!role.login || kind === 'none') continue;
      const object = { kind: 'role' as const, role: role.name };
      const days = stated.get(role.name);
      if (kind === undefined) unseen.push(role.name);
      else if (days === undefined) unstated.push(role.name);
      else if (!endsInTime(role, days, cluster.inventory.collectedAt)) {
        findings.push({
          object,
          title: `The password of ${role.name} does not end within the ${days} days of its rotation`,
          evidence: { validUntil: role.validUntil, rotateEveryDays: days },
          remedy: {
            manual: `Rotate the password, and with each rotation move its VALID UNTIL to a day at most ${days} days ahead. ${newPasswordWords}`,
            newPassword: {
              role: role.name,
              along: [
                { do: 'alter-role', role: role.name, attributes: { validUntil: endAfter(days, cluster) } },
              ],
            },
          },
        });
      }
    }
    const undecided = [
      ...open(unseen, 'how their password is stored was not shown'),
      ...open(unstated, 'the policy does not say how often their password is rotated'),
    ];
    return { outcome: 'judged', findings, undecided };
  },
});
