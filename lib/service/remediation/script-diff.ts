import { type DiffLine, diffLines } from '../policy/line-diff.ts';
import type { ShownScript } from './remediation-view.ts';

/** Whom the statements around run as; the script has it, the difference it makes is not that. */
const isFraming = (sql: string) => sql.startsWith('SET LOCAL ROLE ') || sql === 'RESET ROLE';

/**
 * What stands now against what will stand. Of a file the two files, line by line; of SQL the statements that would make today's
 * state again (the undo, first change first) against those that make the new one.
 */
export function scriptDiff(kind: 'sql' | 'migration' | 'config', script: ShownScript): readonly DiffLine[] {
  if (kind === 'config' && script.up.length === 0)
    return script.downText === '' ? [] : diffLines(script.downText, script.upText);
  const statements = (list: ShownScript['up']) => list.map(({ sql }) => sql).filter((sql) => !isFraming(sql));
  const before = statements(script.down).toReversed();
  const after = statements(script.up);
  if (before.length === 0)
    return after
      .flatMap((sql) => sql.split('\n'))
      .map((text, at) => ({ kind: 'new', text, before: null, after: at + 1 }));
  return diffLines(before.join('\n'), after.join('\n'));
}
