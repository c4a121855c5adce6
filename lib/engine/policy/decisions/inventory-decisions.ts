import type { Policy } from '../policy.ts';
import { asked, doing, given, type OpenDecision, stating } from './open-decision.ts';

const rights = [
  {
    schema: 'app',
    objects: 'tables' as const,
    privileges: ['SELECT', 'INSERT', 'UPDATE', 'DELETE'] as const,
  },
];

function roles(): OpenDecision {
  return {
    id: 'roles',
    question: 'What may each role do?',
    why: 'The policy says of no role which privileges it is meant to have, so a privilege too many cannot be told from one that is needed.',
    options: [
      stating(
        'List the privileges of each role',
        'Whatever goes beyond the list is a finding; the list has to follow the application.',
        {
          roles: [
            {
              role: 'app_service',
              kind: 'application',
              may: rights.map((right) => ({ ...right, privileges: [...right.privileges] })),
            },
          ],
        },
        [
          asked('Role', ['roles', 0, 'role']),
          given('What it is for', ['roles', 0, 'kind'], 'choice', ['application', 'readonly', 'migration']),
          asked('Schema', ['roles', 0, 'may', 0, 'schema']),
          given('Privileges on its tables', ['roles', 0, 'may', 0, 'privileges'], 'list', [
            'SELECT',
            'INSERT',
            'UPDATE',
            'DELETE',
          ]),
        ],
      ),
    ],
  };
}

function classification(): OpenDecision {
  const path = ['classification', 0] as const;
  return {
    id: 'classification',
    question: 'Which columns hold personal or regulated data, and who may read them?',
    why: 'No column is classified and none looks sensitive by name or type; nobody has said that there are none.',
    options: [
      stating(
        'Classify them',
        'Every reader beyond those listed is a finding.',
        {
          classification: [
            {
              database: 'shop',
              schema: 'app',
              table: 'customers',
              column: 'email',
              class: 'pii',
              readers: [],
            },
          ],
        },
        [
          asked('Database', [...path, 'database']),
          asked('Schema', [...path, 'schema']),
          asked('Table', [...path, 'table']),
          asked('Column', [...path, 'column']),
          given('Class', [...path, 'class']),
          asked('Who may read it', [...path, 'readers'], 'list'),
        ],
      ),
      {
        ...doing(
          'There are none',
          'Controls on classified columns do not apply. It is said in the text of the policy.',
        ),
        policy: 'classification: []\n',
      },
    ],
  };
}

function secrets(): OpenDecision {
  const path = ['secrets', 0] as const;
  return {
    id: 'secrets',
    question: 'Which credentials and keys are there, who owns each, and how often is it rotated?',
    why: 'A secret without an owner and an interval is never changed, and an old copy keeps working.',
    options: [
      stating(
        'List them',
        'An expiry beyond the interval, or none, is a finding.',
        {
          secrets: [
            { credential: 'app_service', owner: 'platform team', rotateEveryDays: 30, method: 'vault' },
          ],
        },
        [
          asked('Credential', [...path, 'credential']),
          asked('Who owns it', [...path, 'owner']),
          asked('Days between rotations', [...path, 'rotateEveryDays'], 'number'),
          given('How', [...path, 'method']),
        ],
      ),
    ],
  };
}

/**
 * Lists the policy does not have at all: what roles may do, which columns are sensitive, which secrets there are. Asked
 * as a whole only where nothing more specific is asked already.
 */
export function inventoryDecisions(
  policy: Policy,
  specific: readonly OpenDecision[],
): readonly OpenDecision[] {
  const isAsked = (family: string) => specific.some((decision) => decision.id.startsWith(`${family}:`));
  const open: OpenDecision[] = [];
  if (!(policy.roles ?? []).some((role) => role.may !== undefined)) open.push(roles());
  if (policy.classification === undefined && !isAsked('classification')) open.push(classification());
  if (policy.secrets === undefined && !isAsked('secrets')) open.push(secrets());
  return open;
}
