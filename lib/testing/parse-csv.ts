/** Reads RFC 4180 text with a header line into one record per row; written apart from the writer it checks. */
export function parse(text: string): readonly Readonly<Record<string, string>>[] {
  const rows: string[][] = [[]];
  let cell = '';
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    if (quoted) {
      if (character !== '"') cell += character;
      else if (text.charAt(at + 1) === '"') {
        cell += '"';
        at++;
      } else quoted = false;
    } else if (character === '"') quoted = true;
    else if (character === ',' || character === '\n') {
      rows.at(-1)?.push(cell);
      cell = '';
      if (character === '\n') rows.push([]);
    } else if (character !== '\r') cell += character;
  }
  if (cell !== '' || (rows.at(-1)?.length ?? 0) > 0) rows.at(-1)?.push(cell);
  const [header = [], ...records] = rows.filter((row) => row.length > 0);
  return records.map((record) =>
    Object.fromEntries(header.map((name, index) => [name.replace(/^\uFEFF/, ''), record[index] ?? ''])),
  );
}
