import { visibleText } from '../engine/model/visible-text.ts';
import type { Context } from './context.ts';

/** A line each on stderr; only for commands that got through: codes 2 and 3 come with exactly one line of their own. */
export async function tellWarnings(context: Context, warnings: readonly string[]): Promise<void> {
  for (const warning of warnings)
    await context.stderr.write(`postern: warning: ${visibleText(warning, 600)}\n`);
}
