import { superuserNames } from '../../analysis/superusers.ts';
import type { SubscriptionRow } from '../../inventory/sections/subscriptions.ts';
import { defineControl } from '../control.ts';

const verifying = new Set(['verify-ca', 'verify-full']);

/** PostgreSQL demands a password in the connection string of an owner that is no superuser (16 and later). */
function problemsOf({ passwordRequired, connection }: SubscriptionRow, superuser: boolean) {
  const found: { what: string; mend: string }[] = [];
  if (passwordRequired === false && !superuser)
    found.push({
      what: 'may log in to its publisher without a password of its own',
      mend: 'ALTER SUBSCRIPTION … SET (password_required = true), with a password in its connection string.',
    });
  if (connection?.holdsPassword && superuser)
    found.push({
      what: 'keeps its password in the catalog in clear text',
      mend: 'Move the password into a password file of the server account (passfile=…, mode 0600) or use a client certificate, take it out with ALTER SUBSCRIPTION … CONNECTION, and change it.',
    });
  const mode = connection?.sslmode ?? 'prefer';
  if (connection && !connection.local && !verifying.has(mode))
    found.push({
      what: `connects to its publisher with sslmode=${mode}, which verifies nobody`,
      mend: 'Put the root certificate of the publisher beside the server, and set sslmode=verify-full and sslrootcert with ALTER SUBSCRIPTION … CONNECTION.',
    });
  return found;
}

export const subscriptionConninfoPassword = defineControl({
  id: 'subscription-conninfo-password',
  title: 'Subscriptions log in with a credential of their own, to a publisher they verify',
  area: 'authentication',
  scope: 'cluster',
  severity: 'medium',
  needs: ['subscriptions', 'roles'],
  threats: ['stolen-credentials', 'unrotated-secrets', 'eavesdropping', 'server-impersonation'],
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
    'A subscription connects to its publisher by a connection string that only a superuser can read: a password stands there in clear text, and without a verifying sslmode anybody may answer as the publisher. With password_required off, the one of a role that is no superuser logs in with whatever the server account itself has.',
  caution: 'The connection string needs a password or certificate of the subscription’s own role.',
  check(cluster) {
    const subscriptions = cluster.read('subscriptions');
    if (subscriptions.length === 0) return { outcome: 'not-applicable', reason: 'there is no subscription' };
    const superusers = superuserNames(cluster);
    const refs = subscriptions.map((row) => ({
      row,
      object: { kind: 'subscription' as const, database: row.database, name: row.name },
      problems: problemsOf(row, superusers.has(row.owner)),
    }));
    return {
      outcome: 'judged',
      findings: refs
        .filter(({ problems }) => problems.length > 0)
        .map(({ row, object, problems }) => ({
          object,
          title: `Subscription ${row.name} of ${row.owner} ${problems.map(({ what }) => what).join(', and ')}`,
          evidence: {
            owner: row.owner,
            passwordRequired: row.passwordRequired,
            ...(row.connection
              ? { holdsPassword: row.connection.holdsPassword, sslmode: row.connection.sslmode }
              : {}),
          },
          remedy: { manual: problems.map(({ mend }) => mend).join(' ') },
        })),
      // What the connection string holds and how it is encrypted is hidden from every role but superusers.
      undecided: refs
        .filter(({ row }) => !row.connection)
        .map(({ row, object }) => ({
          object,
          reason: `the connection string of subscription ${row.name} is readable by superusers only, or cannot be understood`,
        })),
    };
  },
});
