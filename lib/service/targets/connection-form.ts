import { z } from 'zod';
import {
  type ConnectionTarget,
  isSocketDirectory,
  TargetProblem,
  tlsModes,
} from '../../engine/connect/connection-target.ts';
import { resolveTarget } from '../../engine/connect/resolve-target.ts';
import type { Secret } from '../../engine/connect/secret.ts';
import { urlParameters } from '../../engine/connect/url.ts';
import { substrates } from '../../engine/policy/policy.ts';
import { ServiceError } from '../errors.ts';
import { checkedAddress } from './checked-address.ts';

/** PostgreSQL cuts names at 63 bytes, silently: a longer one would mean another. NUL cannot be sent at all. */
const name63 = z
  .string()
  .min(1, 'is required')
  .refine((text) => Buffer.byteLength(text) <= 63, 'is longer than 63 bytes')
  .refine((text) => !text.includes('\0'), 'must not contain a NUL character');

const certificate = z
  .string()
  .max(200_000)
  .regex(/-----BEGIN CERTIFICATE-----[\s\S]+-----END CERTIFICATE-----/, 'must be a certificate in PEM text');

/** Where and as whom to connect, field by field: text from a browser never names a file of this machine. */
export const connectionSchema = z.object({
  host: z
    .string()
    .trim()
    .min(1, 'is required')
    .max(253)
    .refine(
      (host) => isSocketDirectory(host) || /^[\p{L}\p{N}._:%-]+$/u.test(host),
      'must be a host name, an address, or the path of a socket directory',
    ),
  port: z.number().int().min(1).max(65_535),
  database: name63,
  user: name63,
  sslMode: z.enum(tlsModes),
  /** PEM text; null: the public authorities. */
  sslRootCert: certificate.nullable().default(null),
});

export type ConnectionForm = z.infer<typeof connectionSchema>;

export const passwordFieldSchema = z
  .string()
  .max(1024)
  .refine((text) => !text.includes('\0'), 'must not contain a NUL character');

export const targetNameSchema = z.string().trim().min(1, 'is required').max(100);

export const substrateSchema = z.enum(substrates);

/** The form, ready to connect: address resolved and checked. Throws `target-refused`. */
export async function toConnectionTarget(
  form: ConnectionForm,
  password: Secret | null,
): Promise<ConnectionTarget> {
  return {
    host: form.host,
    address: await checkedAddress(form.host, form.port),
    port: form.port,
    database: form.database,
    user: form.user,
    password,
    tls: { mode: form.sslMode, rootCertificate: form.sslRootCert, certificate: null, key: null },
    applicationName: 'postern',
  };
}

/** A pasted URL as the form's fields. Throws `invalid-input` with the reason; a URL that names a file of this machine is refused. */
export function readConnectionUrl(url: string): ConnectionForm & { readonly password: string | null } {
  try {
    const said = urlParameters(url).get('sslmode');
    const mode = tlsModes.find((one) => one === said);
    // The form has a field for the certificate, so a URL that verifies need not name one.
    const verifies = (mode === 'verify-ca' || mode === 'verify-full') && !/[?&]sslrootcert=/.test(url);
    const target = resolveTarget({ url: verifies ? `${url}&sslmode=prefer` : url });
    return {
      host: target.host,
      port: target.port,
      database: target.database,
      user: target.user,
      sslMode: verifies ? mode : target.tls.mode,
      sslRootCert: null,
      password: target.password?.open() ?? null,
    };
  } catch (error) {
    if (error instanceof TargetProblem) throw new ServiceError('invalid-input', `${error.message}.`);
    throw error;
  }
}
