/** `quote_identifier` for names that are no keyword of SQL; readers of such lists take quotes or leave them (`sameNameList`). */
const quotedWhereNeeded = (name: string) =>
  /^[a-z_][a-z0-9_]*$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`;

/** A list of names as the server keeps it (`flatten_set_variable_args`). */
export const nameList = (names: readonly string[]): string => names.map(quotedWhereNeeded).join(', ');
