import type { ClusterFacts } from '../../analysis/facts.ts';
import { parameter } from '../../analysis/parameter.ts';

/** Commands that report success and keep nothing: a way to silence archiving. */
const discarding =
  /^\s*(?:(?:\/usr)?(?:\/bin\/)?true|:|rem\b.*|exit\s+0|(?:\/bin\/)?echo\b[^|>&;]*|cd\s*\.)\s*;?\s*$/i;

/** How the server hands away finished WAL segments. The command itself may hold credentials and is not repeated. */
export interface Archiving {
  readonly mode: 'off' | 'on' | 'always';
  readonly by: 'library' | 'command' | 'nothing';
  readonly discards: boolean;
}

/** Null where the server did not show the parameters. `(disabled)` stands for the command while archiving is off. */
export function archiving(cluster: ClusterFacts): Archiving | null {
  const mode = parameter(cluster, 'archive_mode')?.value;
  const command = parameter(cluster, 'archive_command')?.value;
  if ((mode !== 'off' && mode !== 'on' && mode !== 'always') || command === undefined) return null;
  const library = parameter(cluster, 'archive_library')?.value ?? '';
  if (library !== '') return { mode, by: 'library', discards: false };
  const given = command ?? '';
  const known = given !== '' && given !== '(disabled)';
  return { mode, by: known ? 'command' : 'nothing', discards: known && discarding.test(given) };
}
