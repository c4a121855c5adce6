import { z } from 'zod';

/** The registration form as it is typed: text everywhere, checked by the service. */
export interface ConnectionFields {
  readonly name: string;
  readonly host: string;
  readonly port: string;
  readonly database: string;
  readonly user: string;
  readonly password: string;
  readonly sslMode: string;
  readonly sslRootCert: string;
  readonly substrate: string;
}

export const emptyFields: ConnectionFields = {
  name: '',
  host: '',
  port: '5432',
  database: 'postgres',
  user: 'postern_scan',
  password: '',
  sslMode: 'verify-full',
  sslRootCert: '',
  substrate: '',
};

/** What the service is sent to connect with. A port that is no number is sent as it is, for the service to refuse in words. */
export function connectionBody(fields: ConnectionFields) {
  return {
    host: fields.host.trim(),
    port: /^\d+$/.test(fields.port.trim()) ? Number(fields.port) : fields.port,
    database: fields.database,
    user: fields.user,
    sslMode: fields.sslMode,
    sslRootCert: fields.sslRootCert.trim() === '' ? null : fields.sslRootCert,
    password: fields.password,
  };
}

/** A pasted URL, as the service read it. */
export const readUrlShape = z.object({
  host: z.string(),
  port: z.number(),
  database: z.string(),
  user: z.string(),
  sslMode: z.string(),
  password: z.string().nullable(),
});

export const testShape = z.discriminatedUnion('ok', [
  z.object({
    ok: z.literal(true),
    serverVersion: z.string(),
    serverVersionNum: z.number(),
    tls: z.object({ version: z.string(), cipher: z.string() }).nullable(),
    scanRole: z.object({
      name: z.string(),
      superuser: z.boolean(),
      readsAllSettings: z.boolean(),
      readsAllStats: z.boolean(),
      readsHba: z.boolean(),
      readsIdentMappings: z.boolean(),
    }),
    databases: z.array(z.string()),
  }),
  z.object({ ok: z.literal(false), code: z.string(), message: z.string() }),
]);

export type TestResult = z.infer<typeof testShape>;

export const scriptShape = z.object({ text: z.string(), password: z.string() });
