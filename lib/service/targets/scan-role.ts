import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { type ScriptPart, scanRoleScript } from '../../engine/connect/scan-role-script.ts';
import { scramVerifier } from '../../engine/connect/scram-verifier.ts';
import type { Access } from '../auth/access.ts';
import { substrateSchema } from './connection-form.ts';

const name = z.string().min(1).max(63);

export const scanRoleRequestSchema = z.strictObject({
  /** For example 160014; the newest when it is not known yet. */
  versionNum: z.number().int().min(140_000).max(189_999).default(180_000),
  substrate: substrateSchema.default('self-managed'),
  databases: z.array(name).min(1).max(1000),
  roleName: name.default('postern_scan'),
});

/**
 * The exact least-privilege script for one server version and substrate, with a password made for it: shown once, and in the
 * script only as a SCRAM verifier, so that no log of the server ever holds it.
 */
export function writeScanRoleScript(
  access: Access<'target:register'>,
  request: z.infer<typeof scanRoleRequestSchema>,
): { readonly parts: readonly ScriptPart[]; readonly text: string; readonly password: string } {
  access.demand('target:register');
  const password = randomBytes(24).toString('base64url');
  const { parts, text } = scanRoleScript({ ...request, passwordVerifier: scramVerifier(password) });
  return { parts, text, password };
}
