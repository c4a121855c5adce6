export type CharacterTest = (code: number) => boolean;

export type RegexNode =
  | { readonly kind: 'character'; readonly test: CharacterTest }
  | { readonly kind: 'assertion'; readonly test: (text: string, at: number) => boolean }
  | { readonly kind: 'look'; readonly item: RegexNode; readonly ahead: boolean; readonly negated: boolean }
  | { readonly kind: 'sequence'; readonly items: readonly RegexNode[] }
  | { readonly kind: 'alternatives'; readonly branches: readonly RegexNode[] }
  | { readonly kind: 'group'; readonly item: RegexNode; readonly index: number }
  | { readonly kind: 'repeat'; readonly item: RegexNode; readonly minimum: number; readonly maximum: number };

/** The server would refuse the expression. */
export class RegexInvalid extends Error {}

/** Valid, or possibly so, but beyond what is matched here. */
export class RegexUnsupported extends Error {}
