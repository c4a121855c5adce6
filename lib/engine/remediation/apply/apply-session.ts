import type { AnswerRow } from '../../connect/connected-client.ts';
import type { Read } from '../../connect/session.ts';
import type { WriteIdentity } from '../../connect/write-identity.ts';

/**
 * What applying needs of a session; `connect/write-session` fulfils it. One statement goes out per protocol message; a statement
 * that the server refuses throws `QueryRefused`, a session that is gone throws `ConnectFailure`.
 */
export interface ApplySession {
  readonly identity: Omit<WriteIdentity, 'backendPid'>;
  /** Reads inside the open transaction; one that is refused does not abort it. */
  readonly read: Read;
  begin(limits: { readonly lockMs: number; readonly statementMs: number }): Promise<void>;
  run(sql: string): Promise<readonly AnswerRow[]>;
  ask(condition: { readonly sql: string }): Promise<boolean>;
  xid(): Promise<string>;
  commit(): Promise<void>;
  rollback(): Promise<void>;
  takeWarnings(): readonly string[];
  /** One statement by itself, in no transaction block. */
  outside(sql: string): Promise<readonly AnswerRow[]>;
  close(): Promise<void>;
}
