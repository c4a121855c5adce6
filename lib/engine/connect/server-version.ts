import { ConnectFailure } from './connect-failure.ts';
import type { Read } from './session.ts';

export interface ServerVersion {
  /** For example `16.14`. */
  readonly version: string;
  /** For example 160014. */
  readonly versionNum: number;
}

/** Throws `ConnectFailure('unsupported-version')` outside 14 to 18: what is not understood is not judged. */
export async function readServerVersion(read: Read): Promise<ServerVersion> {
  const [row] = await read(
    "SELECT pg_catalog.current_setting('server_version'), pg_catalog.current_setting('server_version_num')::pg_catalog.int4",
  );
  const [version, versionNum] = row ?? [];
  if (typeof version !== 'string' || typeof versionNum !== 'number') throw new ConnectFailure('protocol');
  if (!(versionNum >= 140_000 && versionNum < 190_000)) throw new ConnectFailure('unsupported-version');
  // Distributions add their package version in parentheses.
  return { version: version.split(' ', 1)[0] ?? version, versionNum };
}
