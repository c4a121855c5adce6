/**
 * Parameters whose value is a list of names that the server quotes one by one (GUC_LIST_QUOTE, src/backend/utils/misc/guc_parameters.dat
 * and `variable_is_guc_list_quote`). Setting them from one string would make one name with a comma in it.
 */
const quotedLists = new Set([
  'local_preload_libraries',
  'search_path',
  'session_preload_libraries',
  'shared_preload_libraries',
  'temp_tablespaces',
  'unix_socket_directories',
]);

export const isQuotedList = (parameter: string): boolean => quotedLists.has(parameter.toLowerCase());

/**
 * Splits such a list as `SplitIdentifierString` does: commas outside double quotes, doubled quotes inside, unquoted
 * names folded to lower case.
 */
export function splitNameList(value: string): readonly string[] {
  const names: string[] = [];
  const pattern = /\s*(?:"((?:[^"]|"")*)"|([^",]*))\s*(?:,|$)/gy;
  for (;;) {
    const at = pattern.lastIndex;
    if (at >= value.length) return names;
    const match = pattern.exec(value);
    if (!match) return [...names, value.slice(at).trim()];
    const [, quoted, bare] = match;
    if (quoted !== undefined) names.push(quoted.replaceAll('""', '"'));
    else if (bare !== undefined && bare.trim() !== '') names.push(bare.trim().toLowerCase());
  }
}
