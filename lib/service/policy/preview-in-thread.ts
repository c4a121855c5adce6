import { Worker } from 'node:worker_threads';
import type { JudgementChange } from '../../engine/compare-judgements.ts';
import { offerPreview, type Preview } from './preview-offer.ts';

/** A snapshot of 50,000 relations judged twice takes less than this; then the thread goes, whatever it is doing. */
const patienceMs = 120_000;
const memoryMb = 2048;

const inThread: Preview = (input) =>
  new Promise((resolve, reject) => {
    const thread = new Worker(new URL('./preview-thread.ts', import.meta.url), {
      workerData: input,
      resourceLimits: { maxOldGenerationSizeMb: memoryMb },
      env: {},
    });
    const timer = setTimeout(() => {
      void thread.terminate();
      resolve(null);
    }, patienceMs);
    const over = () => clearTimeout(timer);
    thread.once('message', (change: JudgementChange) => {
      over();
      resolve(change);
      void thread.terminate();
    });
    thread.once('error', (error) => {
      over();
      reject(error);
    });
    thread.once('exit', () => {
      over();
      reject(new Error('the preview ended without an answer'));
    });
  });

/** Lets this process judge drafts, in threads of their own. */
export function offerPreviewsInThreads(): void {
  offerPreview(inThread);
}
