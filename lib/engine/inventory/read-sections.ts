import type { Read } from '../connect/session.ts';
import type { Section } from './inventory.ts';
import { fetchOnce, readSection } from './read-section.ts';
import type { SectionContext, SectionReader } from './section.ts';
import type { ClusterSections, DatabaseSections, SectionName } from './section-name.ts';

type Readers<Rows> = { readonly [Name in keyof Rows]: SectionReader<Rows[Name]> };
type SectionsOf<Rows> = { readonly [Name in keyof Rows]: Section<Rows[Name]> };

function notAskedFor(input: string, database: string | null): Section<never> {
  const gap = { input, database, reason: 'it was not asked for in this reading', grant: null };
  return Object.freeze({ gap: Object.freeze(gap) });
}

/** Reads every section of one place in order, one ahead of the other; those outside `only` are gaps that say so. */
export async function readSections<Rows extends ClusterSections | DatabaseSections>(
  readers: Readers<Rows>,
  context: SectionContext,
  database: string | null,
  read: Read,
  only: readonly SectionName[] | undefined,
  step: () => void,
): Promise<SectionsOf<Rows>> {
  const fetch = fetchOnce(read);
  const sections: [string, Section<unknown>][] = [];
  // One ahead: the server works on the next section while the rows of this one are sorted.
  let ahead: Promise<Section<unknown>> | undefined;
  const entries = Object.entries<SectionReader<unknown>>(readers);
  const begin = (at: number): Promise<Section<unknown>> | undefined => {
    const [name, reader] = entries[at] ?? [];
    if (!name || !reader) return undefined;
    // The names are the readers' own.
    const section =
      only && !only.includes(name as SectionName)
        ? Promise.resolve(notAskedFor(name, database))
        : readSection(name as SectionName, reader, context, database, fetch);
    // Where the one before fails, nobody waits for this one.
    section.catch(() => {});
    return section;
  };
  for (const [at, [name]] of entries.entries()) {
    const section = ahead ?? begin(at);
    ahead = begin(at + 1);
    if (section) sections.push([name, await section]);
    step();
  }
  // The names are the readers' own, one section each.
  return Object.freeze(Object.fromEntries(sections)) as SectionsOf<Rows>;
}
