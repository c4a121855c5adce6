import type { ClusterFacts } from '../../analysis/facts.ts';
import type { RoleRow } from '../../inventory/sections/roles.ts';
import type { Policy, RoleKind } from '../policy.ts';
import { asked, doing, given, type OpenDecision, optional, stating } from './open-decision.ts';

function readable(facts: ClusterFacts) {
  const roles = facts.inventory.cluster.roles;
  // Unread roles are a gap of the scan, shown as such; there is nobody here to ask about.
  return 'gap' in roles ? [] : roles.rows;
}

const consequences: Readonly<Record<RoleKind, string>> = {
  application: 'Must own nothing, hold no attribute, and have only what `may` lists.',
  migration: 'May own and change the schema; must not be used while the application runs.',
  readonly: 'Any privilege to write becomes a finding.',
  owner: 'Owns objects and must not log in.',
  admin: 'Its far-reaching attributes are expected; everything else about it is still judged.',
  'break-glass': 'Expected to be powerful and unused: every use should raise an alarm.',
  replication: 'REPLICATION is expected; it should read nothing else.',
  backup: 'REPLICATION or wide reading is expected for backups.',
  scanner: 'Reads catalogs and nothing else; a right on customer data becomes a finding.',
  person: 'Personal account: no shared use, no ownership, an end date.',
};

function likelyKinds(role: RoleRow): readonly RoleKind[] {
  if (role.superuser || role.createRole) return ['admin', 'break-glass'];
  if (role.replication) return ['replication', 'backup'];
  return ['application', 'person', 'readonly', 'migration', 'owner', 'scanner', 'backup'];
}

/** One decision for each role that can log in and whose purpose the policy does not state; the scan's own role aside. */
export function roleDecisions(facts: ClusterFacts, policy: Policy): readonly OpenDecision[] {
  const stated = new Set((policy.roles ?? []).map((role) => role.role));
  const { scanRole } = facts.inventory.server;
  return readable(facts)
    .filter((role) => role.login && !stated.has(role.name) && !(role.name === scanRole && !role.superuser))
    .map((role) => ({
      id: `roles:${role.name}`,
      question: `What is the role ${role.name} for?`,
      why: 'It can log in, and the policy does not say for what: its rights can be listed, but not called too many.',
      options: [
        ...likelyKinds(role).map((kind) =>
          stating(`It is of kind ${kind}`, consequences[kind], { roles: [{ role: role.name, kind }] }, [
            optional('What it does', ['roles', 0, 'description']),
          ]),
        ),
        doing('It is not needed', 'Remove its login; nothing to add to the policy.'),
      ],
    }));
}

const secretive = new Set<RoleKind>([
  'application',
  'migration',
  'readonly',
  'replication',
  'backup',
  'break-glass',
]);

/**
 * Credentials the policy's own statements imply, and for which it names no owner or interval of rotation. A role that is known not to
 * log in has none.
 */
export function secretDecisions(facts: ClusterFacts, policy: Policy): readonly OpenDecision[] {
  const groups = new Set(readable(facts).flatMap((role) => (role.login ? [] : [role.name])));
  const stated = new Map((policy.secrets ?? []).map((secret) => [secret.credential, secret]));
  const implied = [
    ...new Set(
      (policy.roles ?? []).flatMap(({ role, kind }) =>
        secretive.has(kind) && !groups.has(role) ? [role] : [],
      ),
    ),
  ];
  const all = [...new Set([...implied, ...stated.keys()])];
  const fields = [
    asked('Who owns it', ['secrets', 0, 'owner']),
    given('Days between rotations', ['secrets', 0, 'rotateEveryDays'], 'number'),
    given('How', ['secrets', 0, 'method']),
  ];
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
        stating(
          'Rotate monthly',
          'Needs automation, for example dynamic or static roles of a vault.',
          { secrets: [{ credential, owner: 'platform team', rotateEveryDays: 30, method: 'vault' }] },
          fields,
        ),
        stating(
          'Rotate twice a year',
          'Can be done by hand; a leaked copy works for up to half a year.',
          { secrets: [{ credential, owner: 'platform team', rotateEveryDays: 180, method: 'manual' }] },
          fields,
        ),
      ],
    }));
}
