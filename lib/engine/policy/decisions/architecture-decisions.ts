import type { Policy } from '../policy.ts';
import { asked, given, type OpenDecision, stating } from './open-decision.ts';
import { tenancyDecisions } from './tenancy-decisions.ts';

// One decision for each part of the architecture that a policy can leave out.

function boundaries(policy: Policy): readonly OpenDecision[] {
  if ((policy.boundaries ?? []).length > 0) return [];
  return [
    {
      id: 'boundaries',
      question: 'From which networks may systems and people reach this cluster?',
      why: 'Address ranges in pg_hba.conf can only be called too wide against ranges somebody has decided on.',
      options: [
        stating(
          'Name the trust zones',
          'A rule that admits addresses outside them becomes a finding.',
          {
            boundaries: [
              {
                id: 'app-tier',
                cidrs: ['10.0.1.0/24'],
                description: 'where the application servers are',
              },
            ],
          },
          [
            asked('Name of the zone', ['boundaries', 0, 'id']),
            asked('Address ranges', ['boundaries', 0, 'cidrs'], 'list'),
            asked('What is there', ['boundaries', 0, 'description']),
          ],
        ),
      ],
    },
  ];
}

function exposure(policy: Policy): readonly OpenDecision[] {
  if (policy.publicExposure !== undefined) return [];
  return [
    {
      id: 'public-exposure',
      question: 'May anything on a public network reach this cluster?',
      why: 'A rule for public addresses is either a mistake or a decision; the policy does not say which.',
      options: [
        stating('No', 'Every rule that admits public addresses is a finding.', {
          publicExposure: 'forbidden',
        }),
        stating(
          'Only what is listed',
          'Each exposure needs a range and a reason; everything else is a finding.',
          {
            publicExposure: 'allowlisted',
            exposures: [{ cidr: '203.0.113.0/28', reason: 'partner gateway' }],
          },
          [
            asked('Address range', ['exposures', 0, 'cidr']),
            asked('Why it may reach the cluster', ['exposures', 0, 'reason']),
          ],
        ),
      ],
    },
  ];
}

const tlsVersions = ['TLSv1.2', 'TLSv1.3'];

function connections({ connections: stated }: Policy): readonly OpenDecision[] {
  if (stated?.minimumTls && stated.clientVerification && stated.authentication) return [];
  const strict = (minimumTls: 'TLSv1.2' | 'TLSv1.3') => ({
    connections: {
      minimumTls,
      clientVerification: 'verify-full' as const,
      authentication: ['scram-sha-256', 'cert'],
    },
  });
  const fields = [
    given('Oldest TLS version', ['connections', 'minimumTls'], 'choice', tlsVersions),
    given('Methods allowed', ['connections', 'authentication'], 'list', [
      'scram-sha-256',
      'cert',
      'gss',
      'ldap',
    ]),
  ];
  return [
    {
      id: 'connections',
      question: 'How must a connection be protected and authenticated?',
      why: 'The oldest TLS version, what clients verify and which methods are allowed are not all stated; only the plain minimum is judged.',
      options: [
        stating(
          'Strict',
          'Clients need the root certificate; md5, password and trust rules are findings.',
          strict('TLSv1.2'),
          fields,
        ),
        stating(
          'Strict, newest TLS only',
          'Drivers older than a few years can no longer connect.',
          strict('TLSv1.3'),
          fields,
        ),
      ],
    },
  ];
}

function audit({ audit: stated }: Policy): readonly OpenDecision[] {
  if (stated?.events && stated.sink && stated.retentionDays) return [];
  const recording = (events: string[]) => ({
    audit: { events, sink: 'syslog to the SIEM', retentionDays: 365 },
  });
  const fields = [
    asked('Where the records go', ['audit', 'sink']),
    asked('Days they are kept', ['audit', 'retentionDays'], 'number'),
  ];
  return [
    {
      id: 'audit',
      question: 'What must be recorded, where does it go, and how long is it kept?',
      why: 'Events, sink and retention are not all stated; logging can only be called sufficient against them.',
      options: [
        stating(
          'Changes and regulated reads',
          'Needs pgaudit for reads; the volume stays small.',
          recording(['ddl', 'role', 'read-regulated', 'failed-login']),
          fields,
        ),
        stating(
          'Changes only',
          'Works with log_statement = ddl; reads of regulated data leave no trace.',
          recording(['ddl', 'role', 'failed-login']),
          fields,
        ),
      ],
    },
  ];
}

/** Decisions about the architecture as a whole that the policy leaves open, wholly or in part. */
export function architectureDecisions(policy: Policy): readonly OpenDecision[] {
  return [tenancyDecisions, boundaries, exposure, connections, audit].flatMap((ask) => ask(policy));
}
