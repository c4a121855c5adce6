import { UnreadSection } from '../../engine/analysis/unread-section.ts';
import type { Gap } from '../../engine/model/gap.ts';

/** An answer, or why there is none: what could not be read, and what would allow it. Never an empty answer instead. */
export type OrGap<Value> = { readonly value: Value; readonly gap?: never } | { readonly gap: Gap };

export function orGap<Value>(compute: () => Value): OrGap<Value> {
  try {
    return { value: compute() };
  } catch (error) {
    if (error instanceof UnreadSection) return { gap: error.gap };
    throw error;
  }
}
