import type { Substrate } from '../../connect/substrate.ts';
import type { Inventory } from '../inventory.ts';
import { clusterRowShapes } from './cluster-row-shapes.ts';
import { databaseRowShapes } from './database-row-shapes.ts';
import {
  absentOr,
  count,
  flag,
  type Guard,
  isRecord,
  listOf,
  oneOf,
  orNull,
  shaped,
  text,
  textOrNull,
  wrongKey,
} from './guards.ts';

type Shape = Readonly<Record<string, Guard<unknown>>>;
type Shapes = Readonly<Record<string, Shape>>;

const gapShape = { input: text, database: textOrNull, reason: text, grant: textOrNull };

const serverShape: Shape = {
  systemIdentifier: text,
  version: text,
  versionNum: count,
  versionText: text,
  inRecovery: flag,
  bootstrapRole: text,
  scanRole: text,
  scanRoleIsSuperuser: flag,
};

const substrate: Guard<Substrate> = oneOf(
  'self-managed',
  'rds',
  'aurora',
  'cloud-sql',
  'azure',
  'kubernetes',
);

const headShape: Shape = {
  schemaVersion: oneOf('1'),
  collectedAt: (value): value is string => text(value) && !Number.isNaN(Date.parse(value)),
  substrate,
  tls: orNull(shaped({ version: text, cipher: text })),
  certificate: absentOr(
    orNull(
      shaped({
        subject: text,
        issuer: text,
        alternativeNames: text,
        validFrom: text,
        validTo: text,
        selfSigned: flag,
      }),
    ),
  ),
  unreadDatabases: listOf(shaped(gapShape)),
};

/** Where one section is not what it should be, as a path; null where it is. A section this file lacks is a gap when it is read. */
function wrongSection(shape: Shape, section: unknown, at: string): string | null {
  if (!isRecord(section)) return at;
  if ('gap' in section) return wrongKey(gapShape, section.gap) === null ? null : `${at}.gap`;
  if (!Array.isArray(section.rows)) return `${at}.rows`;
  for (const [index, row] of section.rows.entries()) {
    const key = wrongKey(shape, row);
    if (key !== null) return `${at}.rows[${index}]${key === '' ? '' : `.${key}`}`;
  }
  return null;
}

function wrongSections(shapes: Shapes, sections: unknown, at: string): string | null {
  if (!isRecord(sections)) return at;
  for (const [name, section] of Object.entries(sections)) {
    const shape = Object.hasOwn(shapes, name) ? shapes[name] : undefined;
    // A section of a later version: nothing here reads it.
    const wrong = shape === undefined ? null : wrongSection(shape, section, `${at}.${name}`);
    if (wrong !== null) return wrong;
  }
  return null;
}

function wrongDatabases(databases: unknown): string | null {
  if (!Array.isArray(databases)) return 'databases';
  const names = new Set<unknown>();
  for (const [index, database] of databases.entries()) {
    const at = `databases[${index}]`;
    if (!isRecord(database) || !text(database.name) || names.has(database.name)) return `${at}.name`;
    names.add(database.name);
    const wrong = wrongSections(databaseRowShapes, database.sections, `${at}.sections`);
    if (wrong !== null) return wrong;
  }
  return null;
}

function wrongPlace(value: unknown): string | null {
  if (!isRecord(value)) return 'it';
  const head = wrongKey(headShape, value);
  if (head !== null) return head;
  const server = wrongKey(serverShape, value.server);
  if (server !== null) return server === '' ? 'server' : `server.${server}`;
  return wrongSections(clusterRowShapes, value.cluster, 'cluster') ?? wrongDatabases(value.databases);
}

const isInventory = (value: unknown): value is Inventory => wrongPlace(value) === null;

function frozen(value: unknown): void {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return;
  Object.freeze(value);
  for (const inner of Object.values(value)) frozen(inner);
}

/**
 * A snapshot from a file, which anybody may have written: every section, row and key is checked before anything is judged by
 * it. `problem` says, in a sentence without its end, what is wrong and where.
 */
export function readInventory(json: string): Inventory | { readonly problem: string } {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return { problem: 'the file is not JSON' };
  }
  if (isInventory(value)) {
    frozen(value);
    return value;
  }
  if (isRecord(value) && 'findings' in value && 'coverage' in value)
    return { problem: 'this is the result of a scan, not an inventory: "postern inventory" writes one' };
  return {
    problem: `this is not an inventory of this version: ${wrongPlace(value) ?? 'it'} is not as it should be`,
  };
}
