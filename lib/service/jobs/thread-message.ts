import type { ConnectFailureCode } from '../../engine/connect/connect-failure.ts';
import type { Substrate } from '../../engine/connect/substrate.ts';
import type { LayerTexts } from '../policy/read-layers.ts';
import type { ScanRecord } from './scan-record.ts';
import type { ThreadConnection } from './thread-connection.ts';

/** What a thread judges by: it was valid when it was saved; what it names may have gone since, which the coverage then shows. */
export interface JudgedBy {
  readonly layers: LayerTexts;
  readonly substrate: Substrate | null;
}

export interface ReadInput extends JudgedBy, ThreadConnection {
  readonly work: 'read';
  readonly scanId: string;
}

export interface JudgeInput extends JudgedBy {
  readonly work: 'judge';
  readonly scanId: string;
  /** The inventory an earlier scan read, JSON, gzip. */
  readonly snapshot: Uint8Array<ArrayBuffer>;
}

export type ThreadInput = ReadInput | JudgeInput;

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
