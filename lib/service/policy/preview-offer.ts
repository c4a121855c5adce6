import type { JudgementChange } from '../../engine/compare-judgements.ts';
import type { JudgedBy } from '../jobs/thread-message.ts';

/** One snapshot, and two policies to judge it by. Plain data: it is copied into a thread. */
export interface PreviewInput {
  /** The inventory, JSON, gzip. */
  readonly snapshot: Uint8Array<ArrayBuffer>;
  readonly now: JudgedBy;
  readonly draft: JudgedBy;
}

/** `null`: it took too long. An error of ours would not be known as one on the other side of Next's bundle. */
export type Preview = (input: PreviewInput) => Promise<JudgementChange | null>;

// A thread starts from a file, and Next bundles files away: the process that holds Next offers it from outside.
const offered = globalThis as { posternPreview?: Preview };

export function offerPreview(preview: Preview): void {
  offered.posternPreview = preview;
}

/** How this process judges a draft; null where nobody offered to. */
export const offeredPreview = () => offered.posternPreview ?? null;
