import type { Plan } from '../engine/remediation/plan.ts';

/** A plan of nothing, for tests that look at a few of its fields. */
export const emptyPlan: Plan = {
  findings: [],
  kind: 'sql',
  changes: [],
  database: null,
  up: [],
  down: [],
  upText: '',
  downText: '',
  transactional: true,
  restartNeeded: false,
  handOff: false,
  irreversible: null,
  preconditions: [],
  postconditions: [],
  outside: [],
  warnings: [],
};
