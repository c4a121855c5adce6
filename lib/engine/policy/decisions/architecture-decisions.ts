import type { Policy } from '../policy.ts';
import type { OpenDecision } from './open-decision.ts';

// One decision for each part of the architecture that a policy can leave out.

function tenancy(policy: Policy): readonly OpenDecision[] {
  if (policy.tenancy === undefined) {
    return [
      {
        id: 'tenancy',
        question: 'How are tenants kept apart?',
        why: 'Without a stated model nobody can say whether row security is missing or not needed, so isolation between customers is not judged.',
        options: [
          {
            title: 'By row',
            consequence:
              'Every tenant table needs the tenant column, enabled and forced row security, and a policy that fails closed.',
            policy:
              'tenancy:\n  model: row\n  column: tenant_id\n  setting: app.tenant_id\n  roles: []      # whom isolation must hold against\n  except: []     # shared reference tables\n',
          },
          {
            title: 'By schema',
            consequence:
              'Isolation rests on schema privileges; one role per tenant, none of them with USAGE on another’s schema.',
            policy: 'tenancy:\n  model: schema\n',
          },
          {
            title: 'By database',
            consequence:
              'Isolation rests on CONNECT; strongest inside one cluster, and the most databases to look after.',
            policy: 'tenancy:\n  model: database\n',
          },
          {
            title: 'One tenant only',
            consequence: 'Controls on isolation do not apply.',
            policy: 'tenancy:\n  model: none\n',
          },
        ],
      },
    ];
  }
  if (policy.tenancy.model !== 'row') return [];
  const missing = (['column', 'setting', 'roles'] as const).filter(
    (key) => policy.tenancy?.[key] === undefined,
  );
  const snippets = {
    column: 'tenancy:\n  column: tenant_id\n',
    setting: 'tenancy:\n  setting: app.tenant_id\n',
    roles: 'tenancy:\n  roles: [app_service]\n',
  };
  const questions = {
    column: 'Which column says whose row it is?',
    setting: 'How does a session say which tenant it acts for?',
    roles: 'Against which roles must isolation hold?',
  };
  return missing.map((key) => ({
    id: `tenancy:${key}`,
    question: questions[key],
    why: 'Tenants are kept apart by row, and this part of it is not stated; tables and policies can only be judged against it.',
    options: [
      { title: 'State it', consequence: 'Row security is judged against it.', policy: snippets[key] },
    ],
  }));
}

function boundaries(policy: Policy): readonly OpenDecision[] {
  if ((policy.boundaries ?? []).length > 0) return [];
  return [
    {
      id: 'boundaries',
      question: 'From which networks may systems and people reach this cluster?',
      why: 'Address ranges in pg_hba.conf can only be called too wide against ranges somebody has decided on.',
      options: [
        {
          title: 'Name the trust zones',
          consequence: 'A rule that admits addresses outside them becomes a finding.',
          policy:
            'boundaries:\n  - id: app-tier\n    cidrs: [10.0.1.0/24]\n    description: where the application servers are\n',
        },
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
        {
          title: 'No',
          consequence: 'Every rule that admits public addresses is a finding.',
          policy: 'publicExposure: forbidden\n',
        },
        {
          title: 'Only what is listed',
          consequence: 'Each exposure needs a range and a reason; everything else is a finding.',
          policy:
            'publicExposure: allowlisted\nexposures:\n  - cidr: 203.0.113.0/28\n    reason: partner gateway\n',
        },
      ],
    },
  ];
}

function connections(policy: Policy): readonly OpenDecision[] {
  const stated = policy.connections;
  if (stated?.minimumTls && stated.clientVerification && stated.authentication) return [];
  return [
    {
      id: 'connections',
      question: 'How must a connection be protected and authenticated?',
      why: 'The oldest TLS version, what clients verify and which methods are allowed are not all stated; only the plain minimum is judged.',
      options: [
        {
          title: 'Strict',
          consequence: 'Clients need the root certificate; md5, password and trust rules are findings.',
          policy:
            'connections:\n  minimumTls: TLSv1.2\n  clientVerification: verify-full\n  authentication: [scram-sha-256, cert]\n',
        },
        {
          title: 'Strict, newest TLS only',
          consequence: 'Drivers older than a few years can no longer connect.',
          policy:
            'connections:\n  minimumTls: TLSv1.3\n  clientVerification: verify-full\n  authentication: [scram-sha-256, cert]\n',
        },
      ],
    },
  ];
}

function audit(policy: Policy): readonly OpenDecision[] {
  const stated = policy.audit;
  if (stated?.events && stated.sink && stated.retentionDays) return [];
  return [
    {
      id: 'audit',
      question: 'What must be recorded, where does it go, and how long is it kept?',
      why: 'Events, sink and retention are not all stated; logging can only be called sufficient against them.',
      options: [
        {
          title: 'Changes and regulated reads',
          consequence: 'Needs pgaudit for reads; the volume stays small.',
          policy:
            'audit:\n  events: [ddl, role, read-regulated, failed-login]\n  sink: syslog to the SIEM\n  retentionDays: 365\n',
        },
        {
          title: 'Changes only',
          consequence: 'Works with log_statement = ddl; reads of regulated data leave no trace.',
          policy:
            'audit:\n  events: [ddl, role, failed-login]\n  sink: syslog to the SIEM\n  retentionDays: 365\n',
        },
      ],
    },
  ];
}

function backup(policy: Policy): readonly OpenDecision[] {
  const stated = policy.backup;
  if (
    stated?.recoveryPointMinutes &&
    stated.recoveryTimeMinutes &&
    stated.restoreTestEveryDays &&
    stated.encrypted !== undefined
  )
    return [];
  return [
    {
      id: 'backup',
      question: 'How much may be lost, how long may recovery take, and how often is a restore tried?',
      why: 'Archiving and backups cannot be judged against objectives nobody has set.',
      options: [
        {
          title: 'Minutes',
          consequence: 'Needs continuous archiving or streaming of the write-ahead log.',
          policy:
            'backup:\n  recoveryPointMinutes: 15\n  recoveryTimeMinutes: 60\n  restoreTestEveryDays: 30\n  encrypted: true\n',
        },
        {
          title: 'A day',
          consequence: 'A nightly base backup is enough; a day of work may be lost.',
          policy:
            'backup:\n  recoveryPointMinutes: 1440\n  recoveryTimeMinutes: 480\n  restoreTestEveryDays: 90\n  encrypted: true\n',
        },
      ],
    },
  ];
}

/** Decisions about the architecture as a whole that the policy leaves open, wholly or in part. */
export function architectureDecisions(policy: Policy): readonly OpenDecision[] {
  return [tenancy, boundaries, exposure, connections, audit, backup].flatMap((ask) => ask(policy));
}
