import type { Impact } from '../remediation/impact.ts';
import type { Condition, Plan, PlannedStatement } from '../remediation/plan.ts';

/**
 * A plan as the command-line contract writes it (docs/cli.md); keys may be added, never renamed. `finding` is the one it was asked
 * for.
 */
export interface PlanEntry {
  readonly finding: string;
  readonly kind: Plan['kind'];
  readonly up: string;
  readonly down: string;
  readonly transactional: boolean;
  readonly statements: readonly PlannedStatement[];
  readonly preconditions: readonly Condition[];
  readonly postconditions: readonly Condition[];
  readonly loses: Impact['loses'];
  readonly gains: Impact['gains'];
  readonly handOff: boolean;
  readonly irreversible: string | null;
  /** Where `up` runs; null: any database of the cluster. */
  readonly database: string | null;
  readonly undoStatements: readonly PlannedStatement[];
  readonly restartNeeded: boolean;
  /** What has to happen outside the server, and what goes along with the plan that no finding says: sentences. */
  readonly outside: readonly string[];
  readonly warnings: readonly string[];
  readonly closes: readonly string[];
  readonly opens: readonly string[];
  readonly sessions: Impact['sessions'];
  readonly dependents: Impact['dependents'];
  readonly statementsSeen: Impact['statements'];
  /** What of the impact could not be worked out: empty lists then do not mean that there is nothing. */
  readonly unknown: readonly string[];
}

export function planEntry(finding: string, plan: Plan, impact: Impact): PlanEntry {
  return {
    finding,
    kind: plan.kind,
    up: plan.upText,
    down: plan.downText,
    transactional: plan.transactional,
    statements: plan.up,
    preconditions: plan.preconditions,
    postconditions: plan.postconditions,
    loses: impact.loses,
    gains: impact.gains,
    handOff: plan.handOff,
    irreversible: plan.irreversible,
    database: plan.database,
    undoStatements: plan.down,
    restartNeeded: plan.restartNeeded,
    outside: plan.outside,
    warnings: plan.warnings,
    closes: impact.closes,
    opens: impact.opens,
    sessions: impact.sessions,
    dependents: impact.dependents,
    statementsSeen: impact.statements,
    unknown: impact.unknown,
  };
}
