import type { AccessLine } from '../analysis/access-lines.ts';
import type { Inventory } from '../inventory/inventory.ts';
import type { ObjectRef } from '../model/object-ref.ts';
import type { Policy } from '../policy/policy.ts';
import type { Plan } from './plan.ts';
import { predict } from './predict/predict.ts';

/** An effective privilege, and the database it is in: null for what belongs to the cluster. */
export interface ImpactLine extends AccessLine {
  readonly database: string | null;
}

/** Present sessions that are alike. They stay connected: it is the next time that counts. */
export interface SessionImpact {
  readonly role: string | null;
  readonly database: string | null;
  /** Null: a local socket, or not shown. */
  readonly address: string | null;
  readonly application: string;
  readonly count: number;
  readonly why: string;
}

/** Something that works by a right which goes. */
export interface Dependent {
  readonly object: ObjectRef;
  /** For whom it fails: these roles, or everybody (null). */
  readonly roles: readonly string[] | null;
  /** `fails`: it will. `may-fail`: what it needs exactly is not known. */
  readonly outcome: 'fails' | 'may-fail';
  readonly why: string;
}

/** A statement that a role which loses something has run on what it loses; literals replaced by `$n`. */
export interface SeenStatement {
  readonly database: string;
  readonly role: string;
  readonly query: string;
  readonly calls: number;
  /** `schema.relation` it names among those that are lost. */
  readonly relations: readonly string[];
}

/** What a plan does to whom, worked out before anything runs. */
export interface Impact {
  /** Privileges as they are today that a role will not have, not so well (WITH GRANT OPTION) or not without SET ROLE. */
  readonly loses: readonly ImpactLine[];
  /** Privileges as they will be that a role has not today, or not so well. */
  readonly gains: readonly ImpactLine[];
  /** Fingerprints of findings that count today and will not. */
  readonly closes: readonly string[];
  /** Fingerprints of findings that will count and do not today. */
  readonly opens: readonly string[];
  readonly sessions:
    | {
        readonly refused: readonly SessionImpact[];
        /** Asked for something else, or not decidable. */
        readonly uncertain: readonly SessionImpact[];
      }
    | { readonly unknown: string };
  readonly dependents: readonly Dependent[];
  readonly statements: { readonly seen: readonly SeenStatement[] } | { readonly unknown: string };
  /** What of all this could not be worked out, in sentences. Empty lists above then do not mean that there is nothing. */
  readonly unknown: readonly string[];
}

const nothing = {
  loses: [],
  gains: [],
  closes: [],
  opens: [],
  sessions: { refused: [], uncertain: [] },
  dependents: [],
} as const;

const notAsked = { unknown: 'pg_stat_statements was not asked' } as const;

/**
 * What a plan does, from the snapshot alone. `today` (UTC, `YYYY-MM-DD`) decides which exceptions of the policy hold.
 * PostgreSQL's parser has to be loaded (`loadScriptParser`).
 */
export function impactOf(plan: Plan, inventory: Inventory, policy: Policy, today: string): Impact {
  void policy;
  void today;
  const after = predict(plan.changes, inventory, plan.database);
  if ('unknown' in after)
    return {
      ...nothing,
      sessions: { unknown: after.unknown },
      statements: notAsked,
      unknown: [after.unknown],
    };
  return { ...nothing, statements: notAsked, unknown: ['who loses what was not worked out'] };
}
