import { z } from 'zod';
import { grantableKinds } from '../model/object-ref.ts';
import { type Privilege, privilegeLetters } from '../model/privilege.ts';

// The shape of the policy document (docs/policy.md). Every object is strict: an unknown key is an error with a line, not
// silence. Everything is optional; what is left out and matters becomes a decision, never a guess.

const privileges = Object.keys(privilegeLetters) as [Privilege, ...Privilege[]];

export const roleKinds = [
  'application',
  'migration',
  'readonly',
  'owner',
  'admin',
  'break-glass',
  'replication',
  'backup',
  'scanner',
  'person',
] as const;

export const substrates = ['self-managed', 'rds', 'aurora', 'cloud-sql', 'azure', 'kubernetes'] as const;

/** An exact calendar day, `YYYY-MM-DD`; it lasts to its end, UTC. */
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'a date as YYYY-MM-DD');
const name = z.string().min(1);

const system = z.strictObject({
  name: name.optional(),
  environment: z.enum(['production', 'staging', 'development']).optional(),
  substrate: z.enum(substrates).optional(),
});

const boundary = z.strictObject({
  id: name,
  cidrs: z.array(name).min(1),
  description: z.string().optional(),
});

const exposure = z.strictObject({
  cidr: name,
  reason: z.string().min(1),
  databases: z.array(name).optional(),
  roles: z.array(name).optional(),
});

const addedThreat = z.strictObject({
  id: name,
  title: z.string().min(1),
  controls: z.array(name).default([]),
  actor: z.string().optional(),
  asset: z.string().optional(),
  boundary: z.string().optional(),
  path: z.string().optional(),
});

const setAside = z.strictObject({ id: name, reason: z.string().min(1) });

export const objectClasses = ['tables', 'sequences', 'functions', 'schemas', ...grantableKinds] as const;

const permission = z.strictObject({
  schema: name.optional(),
  objects: z.enum(objectClasses),
  names: z.array(name).optional(),
  privileges: z.array(z.enum(privileges)).min(1),
});

const role = z.strictObject({
  role: name,
  kind: z.enum(roleKinds),
  databases: z.array(name).optional(),
  may: z.array(permission).optional(),
  description: z.string().optional(),
});

/** How the values of a column are kept. `tde` is plain text to SQL on storage that is encrypted. */
export const encryptionArrangements = [
  'plaintext',
  'pgcrypto',
  'pgcrypto-public-key',
  'application',
  'tokenised',
  'password-hash',
  'keyed-hash',
  'hash',
  'tde',
] as const;

const columnEncryption = z.strictObject({
  arrangement: z.enum(encryptionArrangements),
  keyHolder: name.optional(),
});

const classification = z.strictObject({
  database: name,
  schema: name,
  table: name,
  column: name,
  class: name,
  tier: z.number().int().min(0).optional(),
  readers: z.array(name).optional(),
  protection: z.array(z.enum(['column-grant', 'encryption', 'masking', 'row-security'])).optional(),
  encryption: columnEncryption.optional(),
});

const tenancy = z.strictObject({
  model: z.enum(['row', 'schema', 'database', 'none']),
  column: name.optional(),
  setting: name.optional(),
  roles: z.array(name).optional(),
  except: z.array(name).optional(),
  databases: z.array(name).optional(),
});

const connections = z.strictObject({
  minimumTls: z.enum(['TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3']).optional(),
  clientVerification: z
    .enum(['disable', 'allow', 'prefer', 'require', 'verify-ca', 'verify-full'])
    .optional(),
  authentication: z.array(name).optional(),
  port: z.number().int().min(1).max(65_535).optional(),
  maximumConnections: z.number().int().positive().optional(),
});

/** What may be installed and loaded beside PostgreSQL itself. */
const software = z.strictObject({
  extensions: z.array(name).optional(),
  libraries: z.array(name).optional(),
});

/** A parameter and the value it is meant to have server-wide, as SHOW would print it. */
const baselineSetting = z.strictObject({ parameter: name, value: z.string() });

const audit = z.strictObject({
  events: z.array(name).optional(),
  sink: z.string().optional(),
  retentionDays: z.number().int().positive().optional(),
});

const secret = z.strictObject({
  credential: name,
  owner: z.string().optional(),
  rotateEveryDays: z.number().int().positive().optional(),
  method: z.string().optional(),
});

const backup = z.strictObject({
  recoveryPointMinutes: z.number().positive().optional(),
  recoveryTimeMinutes: z.number().positive().optional(),
  restoreTestEveryDays: z.number().int().positive().optional(),
  encrypted: z.boolean().optional(),
  keyHolder: name.optional(),
});

/** Encryption beneath the database: disk, volume, file system, or a server with TDE. */
const storage = z.strictObject({
  encrypted: z.boolean(),
  by: z.string().min(1).optional(),
  keyHolder: name.optional(),
});

const retention = z.strictObject({
  database: name,
  schema: name,
  table: name,
  column: name,
  days: z.number().int().positive(),
});

/** Objects that an application's migrations own: changes to them are handed off, never applied by Postern. */
const ownedSchema = z.strictObject({
  schema: name,
  databases: z.array(name).min(1).optional(),
  objects: z.array(z.enum(objectClasses)).min(1).optional(),
  grants: z.boolean().optional(),
});

const exception = z.strictObject({
  control: name,
  object: z.string().optional(),
  reason: z.string().min(1),
  /** What stands in for the control meanwhile. */
  compensatingControl: z.string().min(1).optional(),
  requestedBy: z.string().min(1).optional(),
  approvedBy: z.string().min(1),
  expires: day,
});

const baseline = z.strictObject({
  control: name,
  /** Exactly these rows of the control's result: `role:postgres`, `table:shop.app.orders`, `finding:FINGERPRINT`. */
  objects: z.array(name).min(1),
  /** By object, the digest of the evidence that was approved: a row whose evidence has changed is another row. */
  evidence: z
    .record(name, z.string().regex(/^[0-9a-f]{16}$/, '16 hexadecimal digits, as the JSON report has them'))
    .optional(),
  reason: z.string().min(1),
  requestedBy: z.string().min(1).optional(),
  approvedBy: z.string().min(1),
});

export const policySchema = z.strictObject({
  version: z.literal(1),
  system: system.optional(),
  boundaries: z.array(boundary).optional(),
  publicExposure: z.enum(['forbidden', 'allowlisted']).optional(),
  exposures: z.array(exposure).optional(),
  threats: z
    .strictObject({ add: z.array(addedThreat).optional(), setAside: z.array(setAside).optional() })
    .optional(),
  roles: z.array(role).optional(),
  classification: z.array(classification).optional(),
  tenancy: tenancy.optional(),
  connections: connections.optional(),
  software: software.optional(),
  settings: z.array(baselineSetting).optional(),
  audit: audit.optional(),
  secrets: z.array(secret).optional(),
  backup: backup.optional(),
  storage: storage.optional(),
  retention: z.array(retention).optional(),
  schemaOwned: z.array(ownedSchema).optional(),
  exceptions: z.array(exception).optional(),
  baselines: z.array(baseline).optional(),
});

/** The customer's security architecture, as loaded: validated, frozen, nothing filled in that the document leaves out. */
export type Policy = z.infer<typeof policySchema>;
export type PolicyRole = z.infer<typeof role>;
export type RoleKind = (typeof roleKinds)[number];
export type Classification = z.infer<typeof classification>;
export type EncryptionArrangement = (typeof encryptionArrangements)[number];
export type SchemaOwned = z.infer<typeof ownedSchema>;
export type PolicyException = z.infer<typeof exception>;
export type PolicyBaseline = z.infer<typeof baseline>;

/** A policy that states nothing. */
export const emptyPolicy: Policy = Object.freeze({ version: 1 });
