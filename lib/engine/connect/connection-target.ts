import type { Secret } from './secret.ts';

/** libpq's `sslmode` values, weakest first. */
export const tlsModes = ['disable', 'allow', 'prefer', 'require', 'verify-ca', 'verify-full'] as const;

export type TlsMode = (typeof tlsModes)[number];

export interface TlsSettings {
  readonly mode: TlsMode;
  /** PEM text. Null: `verify-full` then trusts the public authorities (`sslrootcert=system`); `require` verifies nothing. */
  readonly rootCertificate: string | null;
  /** Client certificate, PEM text. */
  readonly certificate: string | null;
  readonly key: Secret | null;
}

/** Where and as whom to connect: everything resolved, no file or variable is looked at later. */
export interface ConnectionTarget {
  /** Host name, IP address without brackets, or the absolute path of a socket directory. */
  readonly host: string;
  /** IP address to connect to instead of resolving `host`, which then only names the server for TLS. */
  readonly address?: string | null;
  readonly port: number;
  readonly database: string;
  readonly user: string;
  readonly password: Secret | null;
  readonly tls: TlsSettings;
  /** Seconds; null for the default. */
  readonly connectTimeout?: number | null;
  /** Default `postern`. */
  readonly applicationName?: string;
}

export type TargetProblemCode =
  | 'not-a-url'
  | 'percent-encoding'
  | 'host'
  | 'several-hosts'
  | 'port'
  | 'unknown-parameter'
  | 'unsupported-parameter'
  | 'parameter-value'
  | 'local-file'
  | 'missing-file'
  | 'missing-root-certificate'
  | 'missing-user';

/** Why a URL or a set of variables is no usable target. The message never holds a password, nor any part of the authority. */
export class TargetProblem extends Error {
  readonly code: TargetProblemCode;

  constructor(code: TargetProblemCode, message: string) {
    super(message);
    this.name = 'TargetProblem';
    this.code = code;
  }
}

/** The path of a Unix socket directory rather than a host (libpq: an absolute path). */
export function isSocketDirectory(host: string): boolean {
  return host.startsWith('/');
}
