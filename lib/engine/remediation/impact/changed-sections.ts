import type { Inventory, Section } from '../../inventory/inventory.ts';
import type { SectionName } from '../../inventory/section-name.ts';

/** A section that is another value in the second snapshot; `database` null for one of the cluster. */
export interface ChangedSection {
  readonly name: SectionName;
  readonly database: string | null;
  /** Why what is in it afterwards is not known, else null. */
  readonly open: string | null;
}

function changed(
  before: { readonly [name: string]: Section<unknown> },
  after: { readonly [name: string]: Section<unknown> },
  database: string | null,
): readonly ChangedSection[] {
  return Object.entries(after).flatMap(([name, section]) =>
    section === before[name]
      ? []
      : // The names are those of the inventory.
        [{ name: name as SectionName, database, open: 'gap' in section ? section.gap.reason : null }],
  );
}

/** Which sections a prediction worked something into, or left open. */
export function changedSections(before: Inventory, after: Inventory): readonly ChangedSection[] {
  return [
    ...changed(before.cluster, after.cluster, null),
    ...after.databases.flatMap((one) => {
      const was = before.databases.find((other) => other.name === one.name);
      return was && was !== one ? changed(was.sections, one.sections, one.name) : [];
    }),
  ];
}
