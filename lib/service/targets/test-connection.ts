import { z } from 'zod';
import { ConnectFailure, type ConnectFailureCode } from '../../engine/connect/connect-failure.ts';
import { readScanRole } from '../../engine/connect/scan-role.ts';
import { Secret } from '../../engine/connect/secret.ts';
import { readServerVersion } from '../../engine/connect/server-version.ts';
import { openSession } from '../../engine/connect/session.ts';
import type { Access } from '../auth/access.ts';
import { ServiceError } from '../errors.ts';
import { connectionSchema, passwordFieldSchema, toConnectionTarget } from './connection-form.ts';
import { storedPassword } from './stored-password.ts';

export const connectionTestSchema = connectionSchema.extend({
  /** Left out: the one stored for `targetId`, which only opens while nothing else of the connection changed. */
  password: passwordFieldSchema.optional(),
  targetId: z.uuid().optional(),
});

export type ConnectionTest =
  | {
      readonly ok: true;
      readonly serverVersion: string;
      readonly serverVersionNum: number;
      /** Null: the connection is not encrypted. */
      readonly tls: { readonly version: string; readonly cipher: string } | null;
      readonly scanRole: {
        readonly name: string;
        /** A scan needs none of this; more than it needs is a risk of its own. */
        readonly superuser: boolean;
        readonly readsAllSettings: boolean;
        readonly readsAllStats: boolean;
        readonly readsHba: boolean;
        readonly readsIdentMappings: boolean;
      };
      /** Connectable databases that are no templates, by name. */
      readonly databases: readonly string[];
    }
  | { readonly ok: false; readonly code: ConnectFailureCode; readonly message: string };

const databasesSql =
  'SELECT datname::pg_catalog.text FROM pg_catalog.pg_database WHERE datallowconn AND NOT datistemplate ORDER BY datname COLLATE "C"';

/**
 * Connects as a scan would, looks, and stores nothing. A connection that fails is an answer with the reason in words, not an
 * error. Throws `target-refused` for an address Postern does not connect to.
 */
export async function testConnection(
  access: Access<'target:register'>,
  form: z.infer<typeof connectionTestSchema>,
  signal?: AbortSignal,
): Promise<ConnectionTest> {
  access.demand('target:register');
  const target = await toConnectionTarget(form, await passwordFor(form));
  try {
    const session = await openSession(target, { signal, limits: { answerMs: 15_000 } });
    try {
      return await session.readOnly(async (read) => {
        const { version, versionNum } = await readServerVersion(read);
        const { name, superuser, readsAllSettings, readsAllStats, readsHba, readsIdentMappings } =
          await readScanRole(read, versionNum);
        const databases = (await read(databasesSql)).map((row) => String(row[0]));
        return {
          ok: true,
          serverVersion: version,
          serverVersionNum: versionNum,
          tls: session.tls,
          scanRole: { name, superuser, readsAllSettings, readsAllStats, readsHba, readsIdentMappings },
          databases,
        };
      });
    } finally {
      await session.close();
    }
  } catch (error) {
    if (error instanceof ConnectFailure)
      return { ok: false, code: error.code, message: sentence(error.message) };
    throw error;
  }
}

async function passwordFor(form: z.infer<typeof connectionTestSchema>): Promise<Secret | null> {
  if (form.password !== undefined) return form.password === '' ? null : new Secret(form.password);
  if (form.targetId === undefined) return null;
  const password = await storedPassword({ ...form, targetId: form.targetId });
  if (password === null)
    throw new ServiceError('password-required', 'Type the password again: the connection changed.');
  return password;
}

/** "the server refused …" as a sentence of its own. */
export function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${text.endsWith('.') ? '' : '.'}`;
}
