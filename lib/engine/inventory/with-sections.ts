import type { Inventory } from './inventory.ts';
import type { SectionName } from './section-name.ts';

function replaced<Sections extends object>(
  sections: Sections,
  fresh: Sections,
  names: ReadonlySet<string>,
): Sections {
  const taken = Object.entries(fresh).filter(([name]) => names.has(name));
  return Object.freeze({ ...sections, ...Object.fromEntries(taken) });
}

/**
 * A snapshot in which these sections are those of a fresher reading of the cluster and of the one database that was read
 * (`collectWithin`); everything else stays as the snapshot has it. Gaps of the fresher reading come along: what could not
 * be read now is not known now.
 */
export function withSections(
  snapshot: Inventory,
  fresh: Inventory,
  names: readonly SectionName[],
): Inventory {
  const wanted: ReadonlySet<string> = new Set(names);
  const read = new Map(fresh.databases.map((one) => [one.name, one.sections]));
  return Object.freeze({
    ...snapshot,
    cluster: replaced(snapshot.cluster, fresh.cluster, wanted),
    databases: Object.freeze(
      snapshot.databases.map((one) => {
        const sections = read.get(one.name);
        return sections ? Object.freeze({ ...one, sections: replaced(one.sections, sections, wanted) }) : one;
      }),
    ),
  });
}
