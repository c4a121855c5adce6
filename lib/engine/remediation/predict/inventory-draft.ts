import { factsOf } from '../../analysis/facts.ts';
import { type RoleGraph, roleGraph } from '../../analysis/role-graph.ts';
import { clusterSectionReaders } from '../../inventory/cluster-section-readers.ts';
import { databaseSectionReaders } from '../../inventory/database-section-readers.ts';
import type { DatabaseInventory, Inventory, Section } from '../../inventory/inventory.ts';
import type { SectionReader } from '../../inventory/section.ts';
import type {
  ClusterSectionName,
  ClusterSections,
  DatabaseSectionName,
  DatabaseSections,
} from '../../inventory/section-name.ts';
import { SectionDraft } from './section-draft.ts';
import { Unpredictable } from './unpredictable.ts';

type Sections = Map<string, SectionDraft<unknown>>;

/** A snapshot while changes are worked into it. What is not touched stays the very same value. */
export class InventoryDraft {
  readonly before: Inventory;
  readonly major: number;
  readonly #cluster: Sections = new Map();
  readonly #databases = new Map<string, Sections>();
  #graph: RoleGraph | undefined;

  constructor(before: Inventory) {
    this.before = before;
    this.major = Math.trunc(before.server.versionNum / 10_000);
  }

  cluster<Name extends ClusterSectionName>(name: Name): SectionDraft<ClusterSections[Name]> {
    if (name === 'roles' || name === 'memberships' || name === 'databases') this.#graph = undefined;
    return section(this.#cluster, name, this.before.cluster[name], clusterSectionReaders[name]);
  }

  database<Name extends DatabaseSectionName>(
    database: string | undefined,
    name: Name,
  ): SectionDraft<DatabaseSections[Name]> {
    const found = this.before.databases.find((one) => one.name === database);
    if (!found) throw new Unpredictable(`database ${database ?? ''} is not in the snapshot`);
    const known = this.#databases.get(found.name) ?? new Map();
    this.#databases.set(found.name, known);
    return section(known, name, found.sections[name], databaseSectionReaders[name]);
  }

  /** Who belongs to whom as things stand now. */
  get graph(): RoleGraph {
    if (this.#graph) return this.#graph;
    const { cluster } = this.finish();
    this.#graph = roleGraph(factsOf({ ...this.before, cluster, databases: [] }));
    return this.#graph;
  }

  finish(): Inventory {
    const { before } = this;
    const cluster = finished(before.cluster, this.#cluster);
    const databases = before.databases.map((one): DatabaseInventory => {
      const sections = finished(one.sections, this.#databases.get(one.name));
      return sections === one.sections ? one : { ...one, sections };
    });
    const same = databases.every((one, at) => one === before.databases[at]);
    return { ...before, cluster, databases: same ? before.databases : databases };
  }
}

/** One draft per name: the name says what its rows are. */
function section<Row>(
  known: Sections,
  name: string,
  before: Section<Row> | undefined,
  reader: SectionReader<Row>,
): SectionDraft<Row> {
  const draft = known.get(name) ?? (new SectionDraft(name, before, reader) as SectionDraft<unknown>);
  known.set(name, draft);
  return draft as SectionDraft<Row>;
}

function finished<Rows extends object>(before: Rows, drafts: Sections | undefined): Rows {
  const changed: [string, unknown][] = [];
  for (const [name, draft] of drafts ?? []) {
    const after = draft.finish();
    if (after !== (before as Record<string, unknown>)[name]) changed.push([name, after]);
  }
  return changed.length === 0 ? before : { ...before, ...Object.fromEntries(changed) };
}
