import type { IpAddress, IpNetwork } from './ip-address.ts';

export const hbaTypes = ['local', 'host', 'hostssl', 'hostnossl', 'hostgssenc', 'hostnogssenc'] as const;

export type HbaType = (typeof hbaTypes)[number];

/**
 * One name of a database or user list. `quoted` is whether its first character was inside double quotes, which takes
 * the meaning from keywords (`all`) and from `+group`; `null` where the source has lost the quotes and a database or
 * role of that very name exists, so that the meaning cannot be known.
 */
export interface HbaToken {
  readonly text: string;
  readonly quoted: boolean | null;
}

/** The address field: `null` on a `local` rule. */
export type HbaAddress =
  | { readonly match: 'all' | 'samehost' | 'samenet' }
  | { readonly match: 'network'; readonly network: IpNetwork }
  /** Resolved by the server, in reverse and forward; nobody else can tell what it matches. */
  | { readonly match: 'host-name'; readonly name: string };

export interface HbaOption {
  readonly name: string;
  readonly value: string;
}

/** One sound rule of `pg_hba.conf`. Lines the server would refuse are `HbaFileError`s instead. */
export interface HbaRule {
  /** Where the source names it; `null` from servers before 16, which have one file. */
  readonly file: string | null;
  readonly line: number;
  readonly type: HbaType;
  readonly databases: readonly HbaToken[];
  readonly users: readonly HbaToken[];
  readonly address: HbaAddress | null;
  /** As it takes effect: `ident` on a `local` rule is `peer`. */
  readonly method: string;
  readonly options: readonly HbaOption[];
  /** Why the server loads this rule and yet never matches it (`hostssl` while `ssl` is off); `null` for a live rule. */
  readonly inert: string | null;
}

/** Why the rules in force are not known to be those of the file; mostly a line for which the server refuses the whole. */
export interface HbaFileError {
  readonly file: string | null;
  /** 0 where it is about the file as a whole. */
  readonly line: number;
  readonly error: string;
  /** Nothing wrong with the line as such: it includes a file that was not available here. */
  readonly unread: boolean;
  /** Nothing wrong with it either: the file was changed after the server last loaded it, and waits for a reload. */
  readonly changedSinceLoad?: true;
}

/** A whole file (or view), in order. Any error makes every decision from it a `file-error`. */
export interface HbaRules {
  readonly major: number;
  readonly rules: readonly HbaRule[];
  readonly errors: readonly HbaFileError[];
}

/** A connection attempt, as the command-line contract writes it. */
export interface HbaRequest {
  readonly user: string;
  readonly database: string;
  /** `null` for a local socket. */
  readonly address: IpAddress | null;
  readonly tls: boolean;
  /** GSSAPI encryption, not authentication. */
  readonly gss: boolean;
  /** Physical replication; `replication=database` is an ordinary connection to its database. */
  readonly replication: boolean;
  /** Every role the user is a member of, directly or not, by whatever options, without the user itself. */
  readonly memberOf: ReadonlySet<string>;
  /** Whether there is such a role, taken as so when left out: one that does not exist is not even a member of itself. */
  readonly userExists?: boolean;
  /** The server's own interfaces, for `samehost` and `samenet`; `null` where they are not known. */
  readonly serverAddresses: readonly IpNetwork[] | null;
}

export interface HbaDecision {
  readonly decision: 'method' | 'reject' | 'implicit-reject' | 'undecidable' | 'file-error';
  /** The authentication method asked for; `null` unless `decision` is `method`. */
  readonly method: string | null;
  readonly options: Readonly<Record<string, string>>;
  readonly rule: HbaRule | null;
  readonly reason: string;
}
