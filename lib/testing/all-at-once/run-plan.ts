import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Inventory } from '../../engine/inventory/inventory.ts';
import { applyScript } from '../../engine/remediation/apply/apply-script.ts';
import type { ApprovedScript } from '../../engine/remediation/apply/approved-script.ts';
import type { Plan } from '../../engine/remediation/plan.ts';
import {
  eventTriggersDigest,
  type StateDigest,
  stateFingerprint,
} from '../../engine/remediation/state-fingerprint.ts';
import type { TestCluster } from '../cluster.ts';
import { clusterTarget } from '../cluster-target.ts';
import { expectConditions } from '../expect-conditions.ts';
import { inventoryOf } from '../inventory-of.ts';

/** A plan that was carried out, and how to go back. */
export interface RunPlan {
  readonly plan: Plan;
  undo(): Promise<void>;
}

function known(state: StateDigest): string {
  if ('unknown' in state) throw new Error(`the state is not known: ${state.unknown}`);
  return state.digest;
}

async function runScript(
  cluster: TestCluster,
  plan: Plan,
  inventory: Inventory,
  way: Pick<
    ApprovedScript,
    'direction' | 'statements' | 'preconditions' | 'postconditions' | 'stateBefore' | 'stateAfter'
  >,
): Promise<string> {
  // What is for any database of the cluster runs in the maintenance database.
  const database = plan.database ?? 'postgres';
  const failed: string[] = [];
  const outcome = await applyScript(
    clusterTarget(cluster, 'postgres', database),
    {
      // What is handed off is run all the same, by whoever owns the schema.
      kind: 'sql',
      systemIdentifier: inventory.server.systemIdentifier,
      database,
      role: 'postgres',
      scanRole: 'a_scan_role',
      major: Math.floor(inventory.server.versionNum / 10_000),
      changes: plan.changes,
      planDatabase: plan.database,
      eventTriggers: known(eventTriggersDigest(inventory, plan.database)),
      ...way,
    },
    {
      onLine: async ({ outcome: how, text }) => {
        if (how === 'failed') failed.push(text);
      },
      onCommit: async () => {},
      onOutside: async () => {},
    },
    { now: inventory.collectedAt },
  );
  // What waits for a restart shows in no state before it.
  const waits = plan.restartNeeded && outcome.kind === 'uncertain';
  if (outcome.kind !== 'done' && !waits)
    throw new Error(
      `${way.direction}: ${outcome.kind}: ${outcome.reason}${'statement' in outcome ? ` (statement ${outcome.statement}, ${outcome.sqlstate})` : ''}\n${failed.join('\n')}\n${way.statements.map(({ sql }) => sql).join(';\n')}`,
    );
  if (plan.restartNeeded) await cluster.restart();
  if (outcome.kind === 'done' && !plan.restartNeeded) return outcome.states.stateAfter;
  const state = known(stateFingerprint(plan.changes, await inventoryOf(cluster), plan.database));
  if (way.stateAfter !== null && state !== way.stateAfter)
    throw new Error(`${way.direction}: the restart leaves another state\n${plan.downText}`);
  return state;
}

async function putFile(cluster: TestCluster, text: string): Promise<void> {
  writeFileSync(path.join(cluster.dataDirectory, 'pg_hba.conf'), text);
  await cluster.reload();
}

/**
 * Carries out what Postern planned as Postern does: a script through `applyScript`, in its transaction and with its checks before and
 * after, a file in its place and loaded. Throws where anything of it was refused or came out otherwise.
 */
export async function runPlan(cluster: TestCluster, plan: Plan, inventory: Inventory): Promise<RunPlan> {
  if (plan.kind === 'config') {
    await expectConditions(cluster, plan, 'preconditions', 'before up');
    await putFile(cluster, plan.upText);
    await expectConditions(cluster, plan, 'postconditions', 'after up');
    return { plan, undo: () => putFile(cluster, plan.downText) };
  }
  const stateBefore = known(stateFingerprint(plan.changes, inventory, plan.database));
  const { preconditions, postconditions } = plan;
  const stateAfter = await runScript(cluster, plan, inventory, {
    direction: 'up',
    statements: plan.up,
    preconditions,
    postconditions,
    stateBefore,
    stateAfter: null,
  });
  if (plan.restartNeeded) await expectConditions(cluster, plan, 'postconditions', 'after the restart');
  return {
    plan,
    undo: async () => {
      await runScript(cluster, plan, inventory, {
        direction: 'down',
        statements: plan.down,
        preconditions: [],
        postconditions: [],
        stateBefore: stateAfter,
        stateAfter: stateBefore,
      });
    },
  };
}
