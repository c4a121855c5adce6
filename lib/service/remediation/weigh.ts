import { severities } from '../../engine/model/severity.ts';
import type { Transaction } from '../db/client.ts';
import { storedSeverity } from '../findings/stored-finding.ts';
import { changeKindsOf } from './change-kind.ts';
import { environmentOf, storedEnvironment } from './environment-of.ts';
import type { Held } from './move-remediation.ts';
import { type Requirements, requirementsOf } from './requirements.ts';
import { rulesInForce } from './rules-in-force.ts';
import { readScript } from './script-content.ts';

export interface WeighedRequirements extends Requirements {
  /** Version of the rules; 0 the built-in ones. */
  readonly version: number;
  /** Why nothing is allowed at all: a sentence about the stored rules. */
  readonly problem: string | null;
}

/**
 * What has to be approved by whom, by the rules in force now. A database whose environment was stated anew meanwhile has to meet
 * the rules of both. Kinds of change are read from the script, not from the row.
 */
export async function weigh(held: Held, transaction?: Transaction): Promise<WeighedRequirements> {
  const { version, rules, problem } = await rulesInForce(transaction);
  const { changes, model } = readScript(held.version.script, held.version.digest);
  const environments = new Set([storedEnvironment(held.environment), await environmentOf(held.targetId)]);
  return {
    version,
    problem,
    ...requirementsOf(rules, {
      environments: [...environments],
      // What a part of the model closes says little of what it changes: it has to meet the rules of every severity.
      severities: model === undefined ? [storedSeverity(held.severity)] : severities,
      kinds: changeKindsOf(changes),
    }),
  };
}

/** Why it may not be approved by anybody, in a sentence; null where it may. */
export function denialOf({ denied, problem }: WeighedRequirements): string | null {
  if (denied.length === 0) return null;
  return problem ?? `No approval rule allows it: ${denied.join(', ')}.`;
}
