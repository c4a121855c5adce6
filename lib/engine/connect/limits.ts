/** What one connection may cost. A server is not trusted to be PostgreSQL, nor to stop. */
export interface SessionLimits {
  /** From the first packet until the server is ready, milliseconds. */
  readonly connectMs: number;
  /** One statement, on the server (`statement_timeout`), milliseconds. */
  readonly statementMs: number;
  /** One statement as the client sees it: past it the socket is destroyed. */
  readonly answerMs: number;
  /** Bytes received over the session's life. */
  readonly bytes: number;
  /** Bytes received before the server is ready. */
  readonly greetingBytes: number;
  /** Rows in one answer. */
  readonly rows: number;
}

/** Fits 50,000 tables with half a million columns (about 40 MB) with room to spare. */
export const defaultLimits: SessionLimits = {
  connectMs: 12_000,
  statementMs: 30_000,
  answerMs: 40_000,
  bytes: 160 * 1024 * 1024,
  greetingBytes: 256 * 1024,
  rows: 2_000_000,
};
