import type { ClusterFacts } from '../facts.ts';
import { rulesFromInventory } from '../hba/rules-from-inventory.ts';
import { parameter } from '../parameter.ts';
import { reach } from '../reach.ts';
import { roleGraph } from '../role-graph.ts';
import { UnreadSection } from '../unread-section.ts';
import { bitsOf, type Power, power, quoted } from './power.ts';

/** Login roles that some rule lets in for physical replication; null where that cannot be told. */
function letInForReplication(facts: ClusterFacts): ReadonlySet<string> | null {
  try {
    if (rulesFromInventory(facts).errors.length > 0) return null;
    const found = reach(facts).filter((one) => one.replication);
    return new Set(found.flatMap((one) => one.roles));
  } catch (error) {
    if (error instanceof UnreadSection) return null;
    throw error;
  }
}

/**
 * What the attribute REPLICATION gives (`walsender.c`, `CheckSlotPermissions` in `slot.c`): a base backup, all files of the server,
 * for a session that logged in as the role where a rule of `pg_hba.conf` lets it in; and by logical decoding the changes
 * of every table, for whoever acts as the role, where `wal_level` is `logical`. Throws `UnreadSection`.
 */
export function replicationPowers(facts: ClusterFacts): Power[] {
  const graph = roleGraph(facts);
  const holders = graph.names.filter((name) => {
    const row = graph.roles.get(name);
    return row?.replication === true && !row.superuser;
  });
  if (holders.length === 0) return [];
  const walLevel = parameter(facts, 'wal_level')?.value;
  const powers: Power[] = [];
  if (walLevel !== 'minimal' && parameter(facts, 'max_wal_senders')?.value !== '0') {
    const logins = holders.filter((name) => graph.roles.get(name)?.login);
    const letIn = letInForReplication(facts);
    powers.push(
      power({
        to: 'all-data',
        target: 'base backup',
        members: bitsOf(
          graph,
          logins.filter((name) => letIn === null || letIn.has(name)),
        ),
        inWords: (holder) =>
          `${quoted(holder)} has REPLICATION and may copy all files of the server, every table and password verifier`,
        waitsFor:
          letIn === null ? 'a rule for replication in pg_hba.conf, which could not be followed' : null,
        asLogin: true,
      }),
    );
  }
  if (walLevel === 'logical' && parameter(facts, 'max_replication_slots')?.value !== '0')
    powers.push(
      power({
        to: 'all-data',
        target: 'logical decoding',
        members: bitsOf(graph, holders),
        inWords: (holder) =>
          `${quoted(holder)} has REPLICATION and may read the changes of every table by logical decoding`,
      }),
    );
  return powers;
}
