/** What a role loses or gains: one line in words, and every privilege (at most `shownLines`, `total` says how many there are). */
export interface AffectedRole {
  readonly role: string;
  readonly summary: string;
  readonly lines: readonly {
    readonly privilege: string;
    readonly kind: string;
    readonly object: string;
    readonly grantable: boolean;
    readonly how: string;
  }[];
  readonly total: number;
}

export const shownLines = 200;

/** Either what was found out, or why it could not be. */
export type OrUnknown<Value> =
  | { readonly known: Value; readonly unknown?: never }
  | { readonly unknown: string; readonly known?: never };

/** Who is affected, as predicted when it was planned. */
export interface ShownImpact {
  readonly loses: OrUnknown<readonly AffectedRole[]>;
  readonly gains: OrUnknown<readonly AffectedRole[]>;
  readonly closes: OrUnknown<readonly string[]>;
  readonly opens: OrUnknown<readonly { readonly fingerprint: string; readonly title: string }[]>;
  /** One sentence each. */
  readonly sessions: OrUnknown<readonly string[]>;
  readonly dependents: OrUnknown<readonly string[]>;
  /** Normalised statement texts that the losing roles were seen to run. */
  readonly statements: OrUnknown<readonly string[]>;
  /** What a reader of `statements` has to know besides, a sentence each: when it was asked, what was left out. */
  readonly statementNotes: readonly string[];
}
