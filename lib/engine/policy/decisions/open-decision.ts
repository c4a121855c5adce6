import type { Decision } from '../decision.ts';

/** A decision before it is known which controls wait for it. */
export type OpenDecision = Omit<Decision, 'blocks'>;
