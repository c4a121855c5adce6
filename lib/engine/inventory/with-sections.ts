import type { Inventory, Section } from './inventory.ts';
import type { SectionName } from './section-name.ts';

/** What was read anew, with the very rows that are known wherever they are alike: comparing then looks at the rest alone. */
function shared(fresh: Section<unknown>, known: Section<unknown> | undefined): Section<unknown> {
  if (known === undefined || 'gap' in known || 'gap' in fresh) return fresh;
  const alike = new Map(known.rows.map((row) => [JSON.stringify(row), row]));
  const rows = fresh.rows.map((row) => alike.get(JSON.stringify(row)) ?? row);
  const same = rows.length === known.rows.length && rows.every((row, at) => row === known.rows[at]);
  return same ? known : Object.freeze({ rows: Object.freeze(rows) });
}

type Sections<Names extends string> = { readonly [Name in Names]: Section<unknown> };

function replaced<Of extends Sections<string>>(sections: Of, fresh: Of, names: ReadonlySet<string>): Of {
  const taken = Object.entries(fresh)
    .filter(([name]) => names.has(name))
    .map(([name, section]) => [name, shared(section, sections[name])] as const);
  return Object.freeze({ ...sections, ...Object.fromEntries(taken) });
}

/**
 * A snapshot in which these sections are those of a fresher reading of the cluster and of the one database that was read
 * (`collectWithin`); everything else stays as the snapshot has it. Gaps of the fresher reading come along: what could not
 * be read now is not known now. Rows that did not change stay the very same values.
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
