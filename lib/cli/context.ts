/** Where a command reads from and writes to: nothing in `lib/cli` but `main.ts` touches the process itself. */
export interface Context {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdout: TextSink;
  readonly stderr: TextSink;
  readonly stdin: TextSource;
  readonly now: () => Date;
  /** Aborted by SIGINT and SIGTERM. */
  readonly signal: AbortSignal;
  readonly toolVersion: string;
}

export interface TextSink {
  readonly isTerminal: boolean;
  readonly columns: number;
  /** Resolves when the text was taken; a reader that has gone away counts as having taken it. */
  write(text: string): Promise<void>;
}

export interface TextSource {
  readonly isTerminal: boolean;
  /** Up to the first line feed, without it; no more than so many characters. */
  firstLine(limit: number): Promise<string>;
}

export type ExitCode = 0 | 1 | 2 | 3;

/** One command of the contract. Throws `CommandFailure` for codes 2 and 3. */
export interface Command {
  /** What `--help` says: the usage line first. */
  readonly help: string;
  run(context: Context, argv: readonly string[]): Promise<ExitCode>;
}
