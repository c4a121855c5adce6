import type { ApplyStates } from './apply-hooks.ts';

/** Why nothing was applied, in a sentence of ours: no byte of the server's own text is passed on. */
export const refusalSentences = {
  'not-executable': 'Postern does not make changes of this kind itself',
  mixed: 'the script mixes statements of a transaction with others: it has to be split first',
  'unsafe-script': 'the script does not parse as the statements it was approved as',
  unreachable: 'the server could not be reached',
  'other-server': 'this is another server than the one that was approved',
  'other-database': 'this is another database than the one that was approved',
  'other-role': 'the session runs as another role than the one that was approved',
  'other-major': 'the server runs another major version than the one that was approved',
  'scan-role': 'the scan role never applies anything',
  standby: 'this server is a standby',
  pooler: 'this is a connection pooler, not the server itself',
  busy: 'another execution of Postern holds this database',
  'state-unknown': 'the present state could not be read whole',
  'state-changed': 'the state is another one than the script was approved for',
  'event-triggers-changed': 'the enabled event triggers are others than those that were approved',
  'precondition-failed': 'a precondition does not hold',
  'postcondition-failed': 'a postcondition did not hold after the statements',
  'state-unexpected': 'the statements left another state than the one that was to be',
  'statement-refused': 'the server refused a statement',
  'connection-lost': 'the connection was lost before COMMIT was sent',
  'commit-refused': 'the server refused to commit',
  'not-durable': 'the transaction could not be made durable on the server before COMMIT',
  'not-recorded': 'Postern could not record what it was about to do',
  lost: 'this worker no longer holds the execution',
  cancelled: 'it was stopped before COMMIT was sent',
  'not-done': 'the server was found in the state before: nothing was done',
} as const;

export type RefusalCode = keyof typeof refusalSentences;

/**
 * `done`: committed, and proven so. `refused`: nothing of the script ran. `rolled-back`: some of it ran and nothing remains.
 * `uncertain`: COMMIT was sent and its answer never came, or a statement outside of a transaction may have run in part.
 */
export type ApplyOutcome =
  | {
      readonly kind: 'done';
      readonly xid: string | null;
      /** `stateFingerprint` before and after, read by the session that applied. */
      readonly states: ApplyStates;
    }
  | {
      readonly kind: 'refused' | 'rolled-back';
      readonly code: RefusalCode;
      readonly reason: string;
      readonly sqlstate: string | null;
      /** Which statement, from 1. */
      readonly statement: number | null;
      /** The cause may pass by itself (a lock, a concurrent GRANT): it may be requested again as it is. */
      readonly passing: boolean;
    }
  | { readonly kind: 'uncertain'; readonly reason: string };

/** SQLSTATEs that pass: lock not available, deadlock, serialization, cancelled by timeout, `tuple concurrently updated` (XX000). */
export const passingStates: ReadonlySet<string> = new Set(['55P03', '40P01', '40001', '57014', 'XX000']);

export class ApplyRefused extends Error {
  override readonly name = 'ApplyRefused';
  readonly code: RefusalCode;
  readonly sqlstate: string | null;
  readonly statement: number | null;

  constructor(
    code: RefusalCode,
    detail: {
      readonly about?: string;
      readonly sqlstate?: string | null;
      readonly statement?: number;
    } = {},
  ) {
    super(detail.about === undefined ? refusalSentences[code] : `${refusalSentences[code]}: ${detail.about}`);
    this.code = code;
    this.sqlstate = detail.sqlstate ?? null;
    this.statement = detail.statement ?? null;
  }

  outcome(kind: 'refused' | 'rolled-back'): ApplyOutcome {
    const { code, sqlstate, statement } = this;
    const mayPass =
      code === 'busy' || code === 'unreachable' || code === 'connection-lost' || code === 'not-recorded';
    return {
      kind,
      code,
      reason: this.message,
      sqlstate,
      statement,
      passing: mayPass || (sqlstate !== null && passingStates.has(sqlstate)),
    };
  }
}
