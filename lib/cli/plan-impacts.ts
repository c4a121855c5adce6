import { openSession } from '../engine/connect/session.ts';
import type { Policy } from '../engine/policy/policy.ts';
import { readSeenStatements } from '../engine/remediation/impact/seen-statements.ts';
import { type Impact, impactOf } from '../engine/remediation/impact.ts';
import type { Plan } from '../engine/remediation/plan.ts';
import type { ScanResult } from '../engine/scan-result.ts';
import { type Connection, collectOptions } from './connection-arguments.ts';
import type { Context } from './context.ts';

/** `pg_stat_statements` is asked in one session for each database that plans are in. */
async function addSeenStatements(
  impacts: Map<Plan, Impact>,
  connection: Connection,
  context: Context,
): Promise<void> {
  const byDatabase = Map.groupBy(
    [...impacts].filter(([, { loses }]) => loses.length > 0),
    ([plan]) => plan.database ?? connection.target.database,
  );
  for (const [database, asked] of byDatabase) {
    const target = { ...connection.target, database };
    const session = await openSession(target, collectOptions(connection, context, undefined));
    try {
      await session.readOnly(async (read) => {
        for (const [plan, impact] of asked)
          impacts.set(plan, {
            ...impact,
            statements: await readSeenStatements(read, database, impact.loses),
          });
      });
    } finally {
      await session.close();
    }
  }
}

/** What each plan does to whom; with `statements` also what losing roles were seen to run, for which the server is asked. */
export async function planImpacts(
  plans: readonly Plan[],
  result: ScanResult,
  policy: Policy,
  asked: { readonly statements: boolean; readonly connection: Connection; readonly context: Context },
): Promise<ReadonlyMap<Plan, Impact>> {
  const today = asked.context.now().toISOString().slice(0, 10);
  const impacts = new Map(plans.map((plan) => [plan, impactOf(plan, result.inventory, policy, today)]));
  if (asked.statements) await addSeenStatements(impacts, asked.connection, asked.context);
  return impacts;
}
