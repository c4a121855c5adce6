import type { CollectOptions } from '../engine/inventory/collect.ts';
import type { Context } from './context.ts';
import { progressBar } from './progress-bar.ts';

/** Work with progress on a terminal, wiped away at its end. */
export async function withProgress<Answer>(
  context: Context,
  work: (onProgress: CollectOptions['onProgress']) => Promise<Answer>,
): Promise<Answer> {
  const bar = progressBar(context.stderr);
  try {
    return await work(bar.onProgress);
  } finally {
    await bar.clear();
  }
}
