import type { Policy } from './policy.ts';

/** What an option states: a part of the policy document. Lists hold entries to add, or to complete where the policy has them. */
export type PolicyPart = Omit<Partial<Policy>, 'version'>;

/** Something only a person can fill in before an option can be taken. */
export interface DecisionField {
  /** Where the answer goes: keys and positions in the option's `states`. */
  readonly path: readonly (string | number)[];
  readonly label: string;
  /** `list`: names, one a line. `day`: `YYYY-MM-DD`. */
  readonly kind: 'text' | 'number' | 'list' | 'choice' | 'day';
  readonly required: boolean;
  /** For `choice`: what may be said. For `text` and `list`: names that are likely. */
  readonly choices?: readonly string[];
  /** The value in `states` is what the option means; else it is an example only, and nobody's answer. */
  readonly given?: boolean;
}

export interface DecisionOption {
  readonly title: string;
  readonly consequence: string;
  /** YAML to put into the policy, examples included; empty where the option is nothing a policy says. */
  readonly policy: string;
  /** The same as data. Absent where there is nothing for the policy to say. */
  readonly states?: PolicyPart;
  readonly fields?: readonly DecisionField[];
}

/** Something the policy leaves unstated and that matters: a candidate for an architecture decision record. */
export interface Decision {
  /** Stable: derived from what is undecided, for example `classification:shop.app.customers.email`. */
  readonly id: string;
  readonly question: string;
  readonly why: string;
  readonly options: readonly DecisionOption[];
  /** Controls that stay `unknown` until it is made. */
  readonly blocks: readonly string[];
}

/** What kind of question it is: the id up to its first colon. */
export function decisionFamily(id: string): string {
  return id.split(':', 1)[0] ?? id;
}
