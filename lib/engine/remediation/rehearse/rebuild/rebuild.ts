import { randomBytes } from 'node:crypto';
import { ConnectFailure } from '../../../connect/connect-failure.ts';
import type { ConnectionTarget } from '../../../connect/connection-target.ts';
import type { Inventory } from '../../../inventory/inventory.ts';
import { clusterRows } from '../../prior.ts';
import { identifier } from '../../quote.ts';
import type { RehearseOptions } from '../rehearse-options.ts';
import type { ThrowAway } from '../throw-away.ts';
import { type ThrowAwaySession, throwAwaySession } from '../throw-away-session.ts';
import { clusterAclSteps } from './acl-updates.ts';
import { type NotCarried, notCarried } from './not-carried.ts';
import { rebuildDatabase } from './rebuild-database.ts';
import { closingSteps, databaseSteps } from './rebuild-databases.ts';
import { membershipSteps, roleSettingSteps, roleSteps } from './rebuild-roles.ts';
import { runInPasses, runSteps } from './rebuild-step.ts';

export interface Rebuilt {
  /** A superuser of ours that the snapshot does not know, whose name nobody can guess. */
  readonly target: ConnectionTarget;
  /** What the copy lacks, counted and named. */
  readonly notes: readonly string[];
}

type Options = Pick<RehearseOptions, 'signal' | 'inventory' | 'now'>;

/** Our own superuser; the first one then is called as the snapshot's first one is, so that it grants what that granted. */
async function takeOver(server: ThrowAway, options: Options): Promise<ConnectionTarget> {
  const admin = `postern_${randomBytes(16).toString('hex')}`;
  const first = await throwAwaySession(server, options);
  await first.ask(`CREATE ROLE ${identifier(admin)} SUPERUSER LOGIN`);
  await first.close();
  const target = { ...server.target, user: admin };
  const { bootstrapRole } = options.inventory.server;
  if (bootstrapRole === server.target.user) return target;
  const session = await throwAwaySession({ target }, options);
  await session.run(`ALTER ROLE ${identifier(server.target.user)} RENAME TO ${identifier(bootstrapRole)}`);
  await session.close();
  return target;
}

function sayGaps({ cluster }: Inventory, lost: NotCarried): void {
  for (const name of ['roles', 'memberships', 'role-settings', 'databases', 'parameter-acls'] as const) {
    const section = cluster[name];
    if ('gap' in section)
      lost.say(`not carried to the throw-away server: ${name}, which were not read (${section.gap.reason})`);
  }
}

const rolesAndDatabases = ['roles', 'memberships', 'databases', 'tablespaces'] as const;

async function rebuildCluster(session: ThrowAwaySession, wanted: Inventory, lost: NotCarried): Promise<void> {
  const empty = await session.read(rolesAndDatabases);
  await runSteps(session, roleSteps(wanted, empty), lost);
  await runInPasses(session, membershipSteps(wanted, await session.read(['memberships'])), lost);
  await runSteps(session, databaseSteps(wanted, empty, lost), lost);
  for (const { name } of clusterRows(wanted.cluster.tablespaces))
    if (!name.startsWith('pg_')) lost.add('tablespaces', name);
  for (const { name } of clusterRows(wanted.cluster.subscriptions)) lost.add('subscriptions', name);
}

/**
 * Makes a throw-away server carry what a snapshot holds: roles without passwords, memberships, databases, schemas, what stands in
 * them, owners, grants, row security and settings of roles. Nothing of it is asked of the target. What could not be made again is in
 * `notes`, never left out. `touched`: parameters that are tried there, in lower case. Throws `ConnectFailure` where the throw-away server is lost.
 */
export async function rebuild(
  server: ThrowAway,
  options: Options,
  touched: ReadonlySet<string>,
): Promise<Rebuilt> {
  const { inventory } = options;
  const lost = notCarried();
  sayGaps(inventory, lost);
  const target = await takeOver(server, options);
  const session = await throwAwaySession({ target }, options);
  try {
    await rebuildCluster(session, inventory, lost);
    const there = new Set(
      clusterRows((await session.read(['databases'])).cluster.databases).map((row) => row.name),
    );
    let made = 0;
    for (const { name } of inventory.databases.filter((one) => there.has(one.name))) {
      try {
        made = await rebuildDatabase({ ...target, database: name }, name, options, lost, made);
      } catch (error) {
        if (!(error instanceof ConnectFailure) || options.signal?.aborted === true) throw error;
        lost.add('databases', name);
      }
    }
    const present = await session.read(rolesAndDatabases);
    await runSteps(session, clusterAclSteps(inventory, present, lost), lost);
    const { own, steps } = roleSettingSteps(inventory, target.user, touched, lost);
    // A parameter of a library that is not loaded has no value of its own to fix.
    for (const sql of own) await session.run(sql);
    await runSteps(session, steps, lost);
    await runSteps(session, closingSteps(inventory, present), lost);
  } finally {
    await session.close();
  }
  return { target, notes: lost.sentences };
}
