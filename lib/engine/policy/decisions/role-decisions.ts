import type { ClusterFacts } from '../../analysis/facts.ts';
import type { Policy, RoleKind } from '../policy.ts';
import { yamlText } from '../yaml-text.ts';
import type { OpenDecision } from './open-decision.ts';

function readable(facts: ClusterFacts) {
  const roles = facts.inventory.cluster.roles;
  // Unread roles are a gap of the scan, shown as such; there is nobody here to ask about.
  return 'gap' in roles ? [] : roles.rows;
}

const entry = (role: string, kind: RoleKind) => `roles:\n  - { role: ${yamlText(role)}, kind: ${kind} }\n`;

/** One decision for each role that can log in and whose purpose the policy does not state; the scan's own role aside. */
export function roleDecisions(facts: ClusterFacts, policy: Policy): readonly OpenDecision[] {
  const stated = new Set((policy.roles ?? []).map((role) => role.role));
  const { scanRole } = facts.inventory.server;
  return readable(facts)
    .filter((role) => role.login && !stated.has(role.name) && !(role.name === scanRole && !role.superuser))
    .map((role) => {
      const strong = role.superuser || role.createRole;
      const kinds: readonly RoleKind[] = strong
        ? ['admin', 'break-glass']
        : role.replication
          ? ['replication', 'backup']
          : ['application', 'person', 'readonly'];
      const consequences: Partial<Record<RoleKind, string>> = {
        admin: 'Its far-reaching attributes are expected; everything else about it is still judged.',
        'break-glass': 'Expected to be powerful and unused: every use should raise an alarm.',
        replication: 'REPLICATION is expected; it should read nothing else.',
        backup: 'REPLICATION or wide reading is expected for backups.',
        application: 'Must own nothing, hold no attribute, and have only what `may` lists.',
        person: 'Personal account: no shared use, no ownership, an end date.',
        readonly: 'Any privilege to write becomes a finding.',
      };
      return {
        id: `roles:${role.name}`,
        question: `What is the role ${role.name} for?`,
        why: 'It can log in, and the policy does not say for what: its rights can be listed, but not called too many.',
        options: [
          ...kinds.map((kind) => ({
            title: `It is of kind ${kind}`,
            consequence: consequences[kind] ?? '',
            policy: entry(role.name, kind),
          })),
          {
            title: 'It is not needed',
            consequence: 'Remove its login; nothing to add to the policy.',
            policy: '',
          },
        ],
      };
    });
}

const secretive = new Set<RoleKind>([
  'application',
  'migration',
  'readonly',
  'replication',
  'backup',
  'break-glass',
]);

/** Credentials the policy's own statements imply, and for which it names no owner or interval of rotation. */
export function secretDecisions(policy: Policy): readonly OpenDecision[] {
  const stated = new Map((policy.secrets ?? []).map((secret) => [secret.credential, secret]));
  const implied = [
    ...new Set((policy.roles ?? []).filter((role) => secretive.has(role.kind)).map((role) => role.role)),
  ];
  const all = [...new Set([...implied, ...stated.keys()])];
  return all
    .filter((credential) => {
      const secret = stated.get(credential);
      return !secret?.owner || !secret.rotateEveryDays;
    })
    .map((credential) => ({
      id: `secrets:${credential}`,
      question: `Who owns the credential ${credential}, and how often is it rotated?`,
      why: 'A secret without an owner and an interval is never changed, and an old copy keeps working.',
      options: [
        {
          title: 'Rotate monthly',
          consequence: 'Needs automation, for example dynamic or static roles of a vault.',
          policy: `secrets:\n  - { credential: ${yamlText(credential)}, owner: platform team, rotateEveryDays: 30, method: vault }\n`,
        },
        {
          title: 'Rotate twice a year',
          consequence: 'Can be done by hand; a leaked copy works for up to half a year.',
          policy: `secrets:\n  - { credential: ${yamlText(credential)}, owner: platform team, rotateEveryDays: 180, method: manual }\n`,
        },
      ],
    }));
}
