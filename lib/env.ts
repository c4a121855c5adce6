import { z } from 'zod';

const flag = z.enum(['on', 'off']);
/** An empty variable means the same as an absent one: that is how shells and compose files unset things. */
const text = z.string().min(1).optional();

const schema = z.object({
  /** Postern's own database. Absent: `npm start` runs an embedded PostgreSQL and tells its children where it is. */
  DATABASE_URL: text,
  /** Where Postern keeps its data; see lib/launch/home.ts for the default. */
  POSTERN_HOME: text,
  XDG_DATA_HOME: text,
  HOME: text,
  /** Where the web server listens. */
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: z.coerce
    .number('must be a port number')
    .int('must be a port number')
    .min(0)
    .max(65_535)
    .default(3000),
  /** The address people type, where a proxy stands in front. `https:` turns on `__Host-` cookies and HSTS. */
  POSTERN_URL: z.url({ protocol: /^https?$/ }).optional(),
  /** `on` where a reverse proxy sets `X-Forwarded-For` and `X-Forwarded-Proto`; else these headers are removed. */
  POSTERN_TRUST_PROXY: flag.default('off'),
  /** Key that wraps stored database passwords: 32 bytes, base64 or hex. Instead of a file. */
  POSTERN_KEY: text,
  /** File that holds it. Default: made on first start under POSTERN_HOME. */
  POSTERN_KEY_FILE: text,
  /** Signs session cookies. Default: a file made on first start under POSTERN_HOME. */
  POSTERN_SESSION_SECRET: z.string().min(32).optional(),
  /** A second, badly configured server to look at. Default: on with the embedded database, off with DATABASE_URL. */
  POSTERN_DEMO: flag.optional(),
  /** Whether databases on this very machine may be registered (never Postern's own). */
  POSTERN_LOCAL_TARGETS: flag.default('on'),
  NODE_ENV: z.enum(['development', 'production', 'test']).default('production'),
});

export type Environment = z.infer<typeof schema>;

/** Thrown with one line that names the variable; never its value, which may be a secret. */
export class EnvironmentError extends Error {
  override readonly name = 'EnvironmentError';
}

export function parseEnvironment(variables: Readonly<Record<string, string | undefined>>): Environment {
  const given = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ''));
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new EnvironmentError(
    `environment variable ${String(issue?.path[0])}: ${issue?.message ?? 'invalid'}`,
  );
}

/** Everything this process was given, with changes, for a process it starts. */
export function childEnvironment(changes: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  return { ...process.env, ...changes };
}

let parsed: Environment | null = null;

/** The process's environment, parsed on first use. Nothing else reads `process.env`. */
export function env(): Environment {
  parsed ??= parseEnvironment(process.env);
  return parsed;
}

/** For tests: makes `environment` what `env()` answers, and returns how to undo it. */
export function replaceEnvironment(environment: Environment): () => void {
  const before = parsed;
  parsed = environment;
  return () => {
    parsed = before;
  };
}
