/** Something the policy leaves unstated and that matters: a candidate for an architecture decision record. */
export interface Decision {
  /** Stable: derived from what is undecided, for example `classification:shop.app.customers.email`. */
  readonly id: string;
  readonly question: string;
  readonly why: string;
  readonly options: readonly {
    readonly title: string;
    readonly consequence: string /** YAML to put into the policy. */;
    readonly policy: string;
  }[];
  /** Controls that stay `unknown` until it is made. */
  readonly blocks: readonly string[];
}
