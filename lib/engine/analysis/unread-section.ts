import type { Gap } from '../model/gap.ts';

/** Thrown when a judgement needs a section that is a gap. The evaluator turns it into the verdict `unknown`. */
export class UnreadSection extends Error {
  readonly gap: Gap;

  constructor(gap: Gap) {
    super(`${gap.input} was not read: ${gap.reason}`);
    this.name = 'UnreadSection';
    this.gap = gap;
  }
}
