import type { ClusterFacts } from '../facts.ts';
import { memo } from '../memo.ts';
import { roleGraph } from '../role-graph.ts';
import { takesAnything } from './catch-all-pattern.ts';
import type { HbaFileError } from './hba-rule.ts';
import { namesRole } from './ident-names.ts';
import type { IdentRule } from './parse-ident-file.ts';
import { unloadedFiles } from './rules-in-force.ts';

export interface EffectiveIdentRule extends IdentRule {
  /** The line's canonical text. */
  readonly text: string;
  /** The outside name is a pattern that takes any name, or the inside name is any role. */
  readonly catchAll: boolean;
  /** Login roles it lets somebody in as. A name with `\1` may become any role the outside name spells: all that fit are listed. Sorted. */
  readonly grantsRoles: readonly string[];
}

export interface EffectiveIdent {
  readonly major: number;
  readonly rules: readonly EffectiveIdentRule[];
  readonly errors: readonly HbaFileError[];
}

const quoted = (text: string) =>
  text === '' || /[\s,#"]|^@|\\$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;

/**
 * The ident maps as `pg_ident_file_mappings` shows them (15+). As with `pg_hba`, the view reads the file on disk and has
 * lost the quotes: an inside name that can be read in two ways counts with both. Reads `ident-mappings`, `roles`, `memberships`.
 */
export const effectiveIdent = memo((facts: ClusterFacts): EffectiveIdent => {
  const major = Math.floor(facts.inventory.server.versionNum / 10_000);
  const graph = roleGraph(facts);
  const logins = facts
    .read('roles')
    .filter((role) => role.login)
    .map((role) => role.name)
    .sort();
  const rules: EffectiveIdentRule[] = [];
  const errors: HbaFileError[] = [];
  for (const row of facts.read('ident-mappings')) {
    const { file, line: number, map, systemUser, databaseUser } = row;
    if (row.error !== null || map === null || systemUser === null || databaseUser === null) {
      errors.push({ file, line: number, error: row.error ?? 'incomplete line', unread: false });
      continue;
    }
    const special = major >= 16 && (databaseUser === 'all' || databaseUser.startsWith('+'));
    const token = { text: databaseUser, quoted: special && graph.roles.has(databaseUser) ? null : false };
    const regex = systemUser.startsWith('/');
    const line = { systemUser: { text: systemUser, quoted: false }, databaseUser: token };
    const granted = (role: string) =>
      namesRole(line, { user: role, memberOf: graph.memberOf(role) }, major) !== 'no';
    rules.push({
      file,
      line: number,
      map,
      ...line,
      text: [map, systemUser, databaseUser].map(quoted).join(' '),
      catchAll:
        (regex && takesAnything(systemUser.slice(1))) ||
        (major >= 16 &&
          (databaseUser === 'all' || (databaseUser.startsWith('/') && takesAnything(databaseUser.slice(1))))),
      grantsRoles: logins.filter(granted),
    });
  }
  errors.push(...unloadedFiles(facts.read('ident-mappings')));
  return { major, rules, errors };
});
