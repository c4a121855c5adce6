import type { DatabaseInventory, Inventory, Section } from '../inventory/inventory.ts';
import type {
  ClusterSectionName,
  ClusterSections,
  DatabaseSectionName,
  DatabaseSections,
} from '../inventory/section-name.ts';
import { UnreadSection } from './unread-section.ts';

/**
 * What controls judge on: the inventory's sections plus what analysis derives from them. Reading a section that is a
 * gap throws `UnreadSection`; nothing here ever stands in an empty list for something unread.
 */
export interface ClusterFacts {
  readonly inventory: Inventory;
  read<Name extends ClusterSectionName>(section: Name): readonly ClusterSections[Name][];
  readonly databases: readonly DatabaseFacts[];
}

export interface DatabaseFacts {
  readonly name: string;
  readonly cluster: ClusterFacts;
  read<Name extends DatabaseSectionName>(section: Name): readonly DatabaseSections[Name][];
}

/** A snapshot kept from before a section was read does not have it, whatever its type says. */
function rowsOf<Row>(
  section: Section<Row> | undefined,
  input: string,
  database: string | null,
): readonly Row[] {
  if (section === undefined) {
    const reason = 'the scan was made before Postern read this: scan again';
    throw new UnreadSection({ input, database, reason, grant: null });
  }
  if ('gap' in section) throw new UnreadSection(section.gap);
  return section.rows;
}

function databaseFacts(cluster: ClusterFacts, database: DatabaseInventory): DatabaseFacts {
  return {
    name: database.name,
    cluster,
    read: <Name extends DatabaseSectionName>(section: Name) =>
      rowsOf<DatabaseSections[Name]>(
        database.sections[section] as Section<DatabaseSections[Name]>,
        section,
        database.name,
      ),
  };
}

/** Facts over a snapshot. Derived analyses are computed on first use and kept per facts object (see `memo`). */
export function factsOf(inventory: Inventory): ClusterFacts {
  const databases: DatabaseFacts[] = [];
  const facts: ClusterFacts = {
    inventory,
    databases,
    read: <Name extends ClusterSectionName>(section: Name) =>
      rowsOf<ClusterSections[Name]>(
        inventory.cluster[section] as Section<ClusterSections[Name]>,
        section,
        null,
      ),
  };
  for (const database of inventory.databases) databases.push(databaseFacts(facts, database));
  return facts;
}
