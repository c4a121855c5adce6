import { type Decision, decisionFamily } from '../../engine/policy/decision.ts';

/** How the page sorts questions: one kind a page, so that many of one kind are answered together. */
export const decisionGroups = [
  'architecture',
  'roles',
  'columns',
  'encryption',
  'secrets',
  'retention',
  'acceptances',
] as const;

export type DecisionGroup = (typeof decisionGroups)[number];

const byFamily: Readonly<Record<string, DecisionGroup>> = {
  roles: 'roles',
  classification: 'columns',
  encryption: 'encryption',
  secrets: 'secrets',
  retention: 'retention',
  exception: 'acceptances',
};

export function groupOf({ id }: Pick<Decision, 'id'>): DecisionGroup {
  if (id === 'key-holder:storage' || id === 'key-holder:backup') return 'architecture';
  const family = decisionFamily(id);
  return family === 'key-holder' ? 'encryption' : (byFamily[family] ?? 'architecture');
}
