import type { ConnectFailureCode } from '../../engine/connect/connect-failure.ts';
import type { Substrate } from '../../engine/connect/substrate.ts';
import type { ConnectionForm } from '../targets/connection-form.ts';
import type { ScanRecord } from './scan-record.ts';

/** Plain data: it is copied into the thread. The password is opened for this and lives as long as the thread. */
export interface ThreadInput {
  readonly scanId: string;
  readonly connection: ConnectionForm;
  /** The address the worker checked. */
  readonly address: string | null;
  readonly password: string | null;
  readonly policyText: string;
  readonly substrate: Substrate | null;
}

export interface ThreadProgress {
  /** What it is doing, in words. */
  readonly stage: string;
  readonly done: number;
  readonly total: number;
}

export type ThreadMessage =
  | ({ readonly kind: 'progress' } & ThreadProgress)
  | { readonly kind: 'done'; readonly record: ScanRecord }
  | { readonly kind: 'failed'; readonly code: ConnectFailureCode; readonly message: string }
  | { readonly kind: 'broken'; readonly name: string; readonly stack: string };
