import type { CollectProgress } from '../engine/inventory/collect.ts';
import { visibleText } from '../engine/model/visible-text.ts';
import type { TextSink } from './context.ts';

export interface ProgressBar {
  readonly onProgress: ((progress: CollectProgress) => void) | undefined;
  /** Takes the bar off the terminal. */
  clear(): Promise<void>;
}

/** A bar on stderr, only where that is a terminal. */
export function progressBar(stderr: TextSink): ProgressBar {
  if (!stderr.isTerminal) return { onProgress: undefined, clear: async () => {} };
  let drawn = 0;
  return {
    onProgress: ({ stage, done, total }) => {
      const now = performance.now();
      if (now - drawn < 80 && done < total) return;
      drawn = now;
      const filled = Math.round((20 * done) / Math.max(1, total));
      const line = `${'█'.repeat(filled)}${'░'.repeat(20 - filled)} ${done}/${total} ${visibleText(stage, 40)}`;
      void stderr.write(`\r\u001b[2K${[...line].slice(0, Math.max(20, stderr.columns - 1)).join('')}`);
    },
    clear: async () => {
      if (drawn > 0) await stderr.write('\r\u001b[2K');
    },
  };
}
