import { superuserNames } from '../../analysis/superusers.ts';
import { defineControl } from '../control.ts';

export const subscriptionConninfoPassword = defineControl({
  id: 'subscription-conninfo-password',
  title: 'Subscriptions log in with a credential of their own',
  area: 'authentication',
  scope: 'cluster',
  severity: 'medium',
  needs: ['subscriptions', 'roles'],
  threats: ['stolen-credentials', 'unrotated-secrets'],
  enforcedWhere: 'engine',
  references: [
    { standard: 'PCI DSS 4.0', id: '8.6.2' },
    { standard: 'NIST 800-53', id: 'IA-5(7)' },
    { standard: 'ISO 27001:2022', id: 'A.5.17' },
    { standard: 'SOC 2', id: 'CC6.1' },
    { standard: 'HIPAA', id: '164.312(d)' },
    { standard: 'GDPR', id: 'Art. 32' },
    { standard: 'PostgreSQL documentation', id: 'sql-createsubscription' },
  ],
  rationale:
    'A subscription connects to its publisher by a connection string that only a superuser can read. With password_required off, the one of a role that is no superuser logs in with whatever the server account itself has.',
  caution: 'The connection string needs a password or certificate of the subscription’s own role.',
  check(cluster) {
    const subscriptions = cluster.read('subscriptions');
    if (subscriptions.length === 0) return { outcome: 'not-applicable', reason: 'there is no subscription' };
    const superusers = superuserNames(cluster);
    const refs = subscriptions.map((row) => ({
      row,
      object: { kind: 'subscription' as const, database: row.database, name: row.name },
    }));
    return {
      outcome: 'judged',
      findings: refs
        .filter(({ row }) => row.passwordRequired === false && !superusers.has(row.owner))
        .map(({ row, object }) => ({
          object,
          title: `Subscription ${row.name} of ${row.owner} may log in to its publisher without a password of its own`,
          evidence: { owner: row.owner, passwordRequired: false },
          remedy: {
            manual:
              'ALTER SUBSCRIPTION … SET (password_required = true), with a password in its connection string.',
          },
        })),
      // What the connection string holds and how it is encrypted is hidden from every role but superusers.
      undecided: refs.map(({ row, object }) => ({
        object,
        reason: `the connection string of subscription ${row.name} is readable by superusers only`,
      })),
    };
  },
});
