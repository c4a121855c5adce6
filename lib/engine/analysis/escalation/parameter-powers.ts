import type { Privilege } from '../../model/privilege.ts';
import { clusterAccess, databaseAccess } from '../effective-privileges.ts';
import type { ClusterFacts } from '../facts.ts';
import { parameter, parseBoolean } from '../parameter.ts';
import { roleGraph } from '../role-graph.ts';
import { addBits, type Bits } from '../role-graph-closure.ts';
import { type DangerousParameter, dangerousParameters } from './dangerous-parameters.ts';
import { inBoth, isNone, noBits, type Power, power, quoted, without } from './power.ts';
import { executors } from './routine-powers.ts';

/** Who may make the server read its files again by itself; in whatever database it may. */
function reloaders(facts: ClusterFacts): Bits {
  const found = noBits(roleGraph(facts));
  for (const database of facts.databases) {
    for (const routine of database.read('routines')) {
      if (routine.schema === 'pg_catalog' && routine.name === 'pg_reload_conf')
        addBits(found, executors(databaseAccess(database), database, routine));
    }
  }
  return found;
}

/** What archiving lacks for `archive_command` to be run after a reload, or null. */
function archivingLacks(facts: ClusterFacts): string | null {
  const mode = parameter(facts, 'archive_mode')?.value ?? null;
  if (mode !== 'always' && parseBoolean(mode) !== true) return 'a restart with archive_mode on';
  return (parameter(facts, 'archive_library')?.value ?? '') === '' ? null : 'archive_library being emptied';
}

function lacks(
  facts: ClusterFacts,
  { name, when, file }: DangerousParameter,
  reloads: boolean,
): string | null {
  const rest = [
    name === 'archive_command' ? archivingLacks(facts) : null,
    when === 'reload' && !reloads ? 'a reload of the configuration' : null,
    when === 'restart' ? 'a restart of the server' : null,
    when === 'recovery'
      ? 'the server being a standby or recovering, and reading its configuration again'
      : null,
    file,
  ].filter((one) => one !== null);
  return rest.length === 0 ? null : rest.join(', and ');
}

/**
 * SET and ALTER SYSTEM on parameters that lead past the database, since 15. Without a power of its own to reload the configuration the
 * holder waits for somebody's reload. Throws `UnreadSection` without `parameter-acls`, `settings` and `routines`.
 */
export function parameterPowers(facts: ClusterFacts): Power[] {
  if (facts.inventory.server.versionNum < 150_000) return [];
  const access = clusterAccess(facts);
  const granted = new Map([...access.objects(['parameter'])].map((one) => [one.name.toLowerCase(), one]));
  const concerned = dangerousParameters.filter(({ name }) => granted.has(name));
  if (concerned.length === 0) return [];
  const mayReload = reloaders(facts);
  return concerned.flatMap((one) => {
    const object = granted.get(one.name);
    if (!object) return [];
    const members = noBits(access.graph);
    for (const privilege of one.privileges) addBits(members, access.sets(object, privilege).held);
    const reloading = { members: inBoth(members, mayReload), waitsFor: lacks(facts, one, true) };
    const waiting = { members: without(members, mayReload), waitsFor: lacks(facts, one, false) };
    return [reloading, waiting]
      .filter((part) => !isNone(part.members))
      .map((part) =>
        power({
          to: one.to,
          target: one.name,
          inWords: (holder) => {
            const held = one.privileges.filter((privilege: Privilege) =>
              access.has(holder, { kind: 'parameter', name: one.name }, privilege),
            );
            return `${quoted(holder)} may change ${one.name} (${held.join(', ')}), by which the server will ${one.effect}`;
          },
          ...part,
        }),
      );
  });
}
