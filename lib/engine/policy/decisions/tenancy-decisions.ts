import type { Policy } from '../policy.ts';
import { asked, type OpenDecision, optional, stating } from './open-decision.ts';

const labels = {
  column: 'Column that says whose row it is',
  setting: 'Setting that carries the tenant',
  roles: 'Roles that isolation must hold against',
  except: 'Shared tables, as schema.table',
} as const;

function model(): OpenDecision {
  return {
    id: 'tenancy',
    question: 'How are tenants kept apart?',
    why: 'Without a stated model nobody can say whether row security is missing or not needed, so isolation between customers is not judged.',
    options: [
      stating(
        'By row',
        'Every tenant table needs the tenant column, enabled and forced row security, and a policy that fails closed.',
        {
          tenancy: { model: 'row', column: 'tenant_id', setting: 'app.tenant_id', roles: [], except: [] },
        },
        [
          asked(labels.column, ['tenancy', 'column']),
          asked(labels.setting, ['tenancy', 'setting']),
          asked(labels.roles, ['tenancy', 'roles'], 'list'),
          optional(labels.except, ['tenancy', 'except'], 'list'),
        ],
      ),
      stating(
        'By schema',
        'Isolation rests on schema privileges; one role per tenant, none of them with USAGE on another’s schema.',
        { tenancy: { model: 'schema' } },
      ),
      stating(
        'By database',
        'Isolation rests on CONNECT; strongest inside one cluster, and the most databases to look after.',
        { tenancy: { model: 'database' } },
      ),
      stating('One tenant only', 'Controls on isolation do not apply.', { tenancy: { model: 'none' } }),
    ],
  };
}

interface TenancyPart {
  readonly key: 'column' | 'setting' | 'roles';
  readonly question: string;
  readonly consequence: string;
  readonly tenancy: NonNullable<Policy['tenancy']>;
}

const parts: readonly TenancyPart[] = [
  {
    key: 'column',
    question: 'Which column says whose row it is?',
    consequence: 'A tenant table without it, or a policy that does not look at it, is a finding.',
    tenancy: { model: 'row', column: 'tenant_id' },
  },
  {
    key: 'setting',
    question: 'How does a session say which tenant it acts for?',
    consequence: 'A policy that reads another setting, or lets an absent one through, is a finding.',
    tenancy: { model: 'row', setting: 'app.tenant_id' },
  },
  {
    key: 'roles',
    question: 'Against which roles must isolation hold?',
    consequence: 'Every way round row security that one of these roles has is a finding.',
    tenancy: { model: 'row', roles: ['app_service'] },
  },
];

/** How tenants are kept apart, wholly or in part unstated. */
export function tenancyDecisions({ tenancy }: Policy): readonly OpenDecision[] {
  if (tenancy === undefined) return [model()];
  if (tenancy.model !== 'row') return [];
  return parts
    .filter(({ key }) => tenancy[key] === undefined)
    .map(({ key, question, consequence, tenancy: states }) => ({
      id: `tenancy:${key}`,
      question,
      why: 'Tenants are kept apart by row, and this part of it is not stated; tables and policies can only be judged against it.',
      options: [
        stating('State it', consequence, { tenancy: states }, [
          asked(labels[key], ['tenancy', key], key === 'roles' ? 'list' : 'text'),
        ]),
      ],
    }));
}
