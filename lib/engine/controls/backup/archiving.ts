import type { ClusterFacts } from '../../analysis/facts.ts';
import { parameter } from '../../analysis/parameter.ts';

/** Commands that report success and keep nothing: a way to silence archiving. */
const discarding: readonly RegExp[] = [
  /^\s*(?:(?:\/usr)?\/bin\/)?(?:true|:|rem|exit|echo|test|\[|sleep|cd|sh\s+-c\s+["']?true)(?:\s[^|>&;]*)?;?\s*(?:#.*)?$/i,
  /^\s*\S*\b(?:cp|mv|install|rsync)\s[^|>&;]*\s["']?\/dev\/null["']?\s*$/,
  /^\s*\S*\bcat\s[^|&;]*[^2&|]>\s*\/dev\/null\s*$/,
];

/** Endings that report success whatever came before: the server then recycles a segment that was not archived. */
const hiding = /(?:\|\||;)\s*(?:(?:\/usr)?\/bin\/)?(?:true|:|exit\s+0)\s*;?\s*$|[^&]&\s*$/;

/** `%p` or `%f`, by which alone a command knows the segment it is for; `%%` is a percent sign. */
const namesSegment = (command: string) => /%[pf]/.test(command.replaceAll('%%', ''));

export type ArchivingFlaw = 'keeps nothing' | 'hides failure' | 'knows no file';

function flawOf(command: string): ArchivingFlaw | null {
  if (discarding.some((pattern) => pattern.test(command))) return 'keeps nothing';
  if (!namesSegment(command)) return 'knows no file';
  return hiding.test(command) ? 'hides failure' : null;
}

/** How the server hands away finished WAL segments. The command itself may hold credentials and is not repeated. */
export interface Archiving {
  readonly mode: 'off' | 'on' | 'always';
  readonly by: 'library' | 'command' | 'nothing';
  readonly flaw: ArchivingFlaw | null;
}

/** Null where the server did not show the parameters. `(disabled)` stands for the command while archiving is off. */
export function archiving(cluster: ClusterFacts): Archiving | null {
  const mode = parameter(cluster, 'archive_mode')?.value;
  const command = parameter(cluster, 'archive_command')?.value;
  if ((mode !== 'off' && mode !== 'on' && mode !== 'always') || command === undefined) return null;
  const library = parameter(cluster, 'archive_library')?.value ?? '';
  if (library !== '') return { mode, by: 'library', flaw: null };
  const given = command ?? '';
  const known = given !== '' && given !== '(disabled)';
  return { mode, by: known ? 'command' : 'nothing', flaw: known ? flawOf(given) : null };
}
