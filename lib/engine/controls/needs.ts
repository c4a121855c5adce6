import type { ClusterFacts, DatabaseFacts } from '../analysis/facts.ts';
import type { ClusterSectionName, DatabaseSectionName, SectionName } from '../inventory/section-name.ts';
import type { Gap } from '../model/gap.ts';

function clusterGap(facts: ClusterFacts, name: SectionName): Gap | null {
  const cluster = facts.inventory.cluster;
  if (!(name in cluster)) return null;
  const section = cluster[name as ClusterSectionName];
  return 'gap' in section ? section.gap : null;
}

function databaseGap(database: DatabaseFacts, name: SectionName): Gap | null {
  const inventory = database.cluster.inventory.databases.find((one) => one.name === database.name);
  if (!inventory || !(name in inventory.sections)) return null;
  const section = inventory.sections[name as DatabaseSectionName];
  return 'gap' in section ? section.gap : null;
}

const isGap = (gap: Gap | null): gap is Gap => gap !== null;

/** The gaps among the sections a control needs that stand once per cluster. */
export function clusterGaps(facts: ClusterFacts, needs: readonly SectionName[]): readonly Gap[] {
  return needs.map((name) => clusterGap(facts, name)).filter(isGap);
}

/** The gaps among the sections a control needs in this database. */
export function databaseGaps(database: DatabaseFacts, needs: readonly SectionName[]): readonly Gap[] {
  return needs.map((name) => databaseGap(database, name)).filter(isGap);
}

/** Whether a control looks into databases at all: one that does not is not kept from passing by an unread database. */
export function needsDatabases(facts: ClusterFacts, needs: readonly SectionName[]): boolean {
  return needs.some((name) => !(name in facts.inventory.cluster));
}
