import type { Policy } from '../policy.ts';
import type { OpenDecision } from './open-decision.ts';

/**
 * Lists the policy does not have at all: what roles may do, which columns are sensitive, which secrets there are. Asked
 * as a whole only where nothing more specific is asked already.
 */
export function inventoryDecisions(policy: Policy, asked: readonly OpenDecision[]): readonly OpenDecision[] {
  const specific = (family: string) => asked.some((decision) => decision.id.startsWith(`${family}:`));
  const open: OpenDecision[] = [];
  if (!(policy.roles ?? []).some((role) => role.may !== undefined)) {
    open.push({
      id: 'roles',
      question: 'What may each role do?',
      why: 'The policy says of no role which privileges it is meant to have, so a privilege too many cannot be told from one that is needed.',
      options: [
        {
          title: 'List the privileges of each role',
          consequence: 'Whatever goes beyond the list is a finding; the list has to follow the application.',
          policy:
            'roles:\n  - role: app_service\n    kind: application\n    may:\n      - { schema: app, objects: tables, privileges: [SELECT, INSERT, UPDATE, DELETE] }\n',
        },
      ],
    });
  }
  if (policy.classification === undefined && !specific('classification')) {
    open.push({
      id: 'classification',
      question: 'Which columns hold personal or regulated data, and who may read them?',
      why: 'No column is classified and none looks sensitive by name or type; nobody has said that there are none.',
      options: [
        {
          title: 'Classify them',
          consequence: 'Every reader beyond those listed is a finding.',
          policy:
            'classification:\n  - { database: shop, schema: app, table: customers, column: email, class: pii, readers: [] }\n',
        },
        {
          title: 'There are none',
          consequence: 'Controls on classified columns do not apply.',
          policy: 'classification: []\n',
        },
      ],
    });
  }
  if (policy.secrets === undefined && !specific('secrets')) {
    open.push({
      id: 'secrets',
      question: 'Which credentials and keys are there, who owns each, and how often is it rotated?',
      why: 'A secret without an owner and an interval is never changed, and an old copy keeps working.',
      options: [
        {
          title: 'List them',
          consequence: 'An expiry beyond the interval, or none, is a finding.',
          policy:
            'secrets:\n  - { credential: app_service, owner: platform team, rotateEveryDays: 30, method: vault }\n',
        },
      ],
    });
  }
  return open;
}
