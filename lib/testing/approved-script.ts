import type { ConnectionTarget } from '../engine/connect/connection-target.ts';
import type { Inventory } from '../engine/inventory/inventory.ts';
import type { Change } from '../engine/model/change.ts';
import type { ApprovedScript } from '../engine/remediation/apply/approved-script.ts';
import { inverseOf } from '../engine/remediation/inverse/inverse.ts';
import type { Condition } from '../engine/remediation/plan.ts';
import { renderChange } from '../engine/remediation/render/render-change.ts';
import {
  eventTriggersDigest,
  type StateDigest,
  stateFingerprint,
} from '../engine/remediation/state-fingerprint.ts';
import type { TestCluster } from './cluster.ts';
import { clusterTarget } from './cluster-target.ts';
import { inventoryOf } from './inventory-of.ts';

/** Who applies on a cluster made by `prepareToApply`. */
export const executor = 'executor';

/**
 * A database `shop` with a table that PUBLIC may read, an execution role that owns it, and a count of executions: an event
 * trigger writes the transaction of every GRANT and REVOKE on it, and the row stays only where that committed.
 */
export async function prepareToApply(cluster: TestCluster): Promise<void> {
  await cluster.sql(`CREATE ROLE ${executor} LOGIN; CREATE ROLE scan LOGIN; CREATE ROLE app LOGIN`);
  await cluster.sql(`CREATE DATABASE shop`);
  await cluster.sql(
    `CREATE TABLE public.runs (xid text, at timestamptz DEFAULT clock_timestamp());
CREATE FUNCTION public.count_run() RETURNS event_trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS
  $$ BEGIN INSERT INTO public.runs VALUES (pg_current_xact_id()::text); END $$;
CREATE EVENT TRIGGER count_run ON ddl_command_end WHEN TAG IN ('GRANT', 'REVOKE') EXECUTE FUNCTION public.count_run();
CREATE TABLE public.orders (id int); ALTER TABLE public.orders OWNER TO ${executor};
CREATE TABLE public.bills (id int); ALTER TABLE public.bills OWNER TO ${executor}`,
    'shop',
  );
  await cluster.sql('GRANT SELECT ON public.orders TO PUBLIC', 'shop', executor);
  await cluster.sql('TRUNCATE public.runs', 'shop');
}

/** How often a script ran to its commit. */
export async function runsOf(cluster: TestCluster): Promise<number> {
  return Number((await cluster.sql('SELECT count(*) AS n FROM public.runs', 'shop'))[0]?.n);
}

export const orders = { kind: 'table', database: 'shop', schema: 'public', name: 'orders' } as const;

export const revokeFromPublic: Change = {
  do: 'revoke',
  privileges: ['SELECT'],
  on: orders,
  from: null,
  grantor: executor,
};

const mayRead = "pg_catalog.has_table_privilege('app', 'public.orders'::pg_catalog.regclass, 'SELECT')";

export const publicMayRead: Condition = {
  says: 'everybody may read public.orders',
  sql: `SELECT ${mayRead}`,
};
export const publicMayNotRead: Condition = {
  says: 'app may not read public.orders',
  sql: `SELECT NOT ${mayRead}`,
};

function digest(state: StateDigest): string {
  if ('unknown' in state) throw new Error(state.unknown);
  return state.digest;
}

export const executorTarget = (cluster: TestCluster): ConnectionTarget =>
  clusterTarget(cluster, executor, 'shop');

/** What would have been approved for these changes in `shop` as it is now. */
export async function approvedFor(
  cluster: TestCluster,
  changes: readonly Change[],
  more: Partial<ApprovedScript> = {},
): Promise<ApprovedScript> {
  const inventory = await inventoryOf(cluster, ['shop']);
  return { ...scriptOn(inventory, changes, more.planDatabase === null ? null : 'shop'), ...more };
}

function scriptOn(
  inventory: Inventory,
  changes: readonly Change[],
  planDatabase: string | null,
): ApprovedScript {
  return {
    kind: 'sql',
    direction: 'up',
    systemIdentifier: inventory.server.systemIdentifier,
    database: 'shop',
    role: executor,
    scanRole: 'scan',
    major: Math.floor(inventory.server.versionNum / 10_000),
    changes,
    planDatabase,
    statements: changes.flatMap((change) => renderChange(change, inventory)),
    preconditions: [],
    postconditions: [],
    stateBefore: digest(stateFingerprint(changes, inventory, planDatabase)),
    stateAfter: null,
    eventTriggers: digest(eventTriggersDigest(inventory, planDatabase)),
  };
}

/** The undo of a script that was approved on `before`, as it would be approved once that has run. */
export async function undoOf(
  cluster: TestCluster,
  script: ApprovedScript,
  before: Inventory,
): Promise<ApprovedScript> {
  const statements = script.changes.toReversed().flatMap((change) => {
    const inverse = inverseOf(change, before, 'shop');
    if ('irreversible' in inverse) throw new Error(inverse.irreversible);
    return inverse.statements;
  });
  const now = await approvedFor(cluster, script.changes, { planDatabase: script.planDatabase });
  return { ...now, direction: 'down', statements, stateAfter: script.stateBefore };
}
