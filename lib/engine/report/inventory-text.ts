import type { Inventory, Section } from '../inventory/inventory.ts';

/** Rows made into text together, on one line: enough to be quick, few enough to be small. */
const rowsAtOnce = 500;

function* sectionText(section: Section<unknown>): Generator<string> {
  if ('gap' in section) {
    yield JSON.stringify(section);
    return;
  }
  const { rows } = section;
  if (rows.length === 0) {
    yield '{"rows":[]}';
    return;
  }
  yield '{"rows":[\n';
  for (let at = 0; at < rows.length; at += rowsAtOnce) {
    if (at > 0) yield ',\n';
    yield JSON.stringify(rows.slice(at, at + rowsAtOnce)).slice(1, -1);
  }
  yield '\n]}';
}

function* sectionsText(sections: Readonly<Record<string, Section<unknown>>>): Generator<string> {
  let before = '{\n';
  for (const [name, section] of Object.entries(sections)) {
    yield `${before}${JSON.stringify(name)}:`;
    yield* sectionText(section);
    before = ',\n';
  }
  yield '\n}';
}

/** A snapshot as JSON, piece by piece: that of a large cluster would not fit into one string. */
export function* inventoryText(inventory: Inventory): Generator<string> {
  const { cluster, databases, ...rest } = inventory;
  yield `${JSON.stringify(rest).slice(0, -1)},\n"cluster":`;
  yield* sectionsText(cluster);
  yield ',\n"databases":[';
  let before = '\n';
  for (const { name, sections } of databases) {
    yield `${before}{"name":${JSON.stringify(name)},"sections":`;
    yield* sectionsText(sections);
    yield '}';
    before = ',\n';
  }
  yield '\n]}\n';
}
