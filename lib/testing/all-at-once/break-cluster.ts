import { readFileSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { loadParser, parseSql } from '../../engine/analysis/row-security/parser.ts';
import { isTree, listOf } from '../../engine/analysis/row-security/tree.ts';
import type { TestCluster } from '../cluster.ts';
import type { ControlStory } from '../control-story.ts';

export interface ToldStory {
  readonly control: string;
  readonly story: ControlStory;
}

export interface Broken {
  readonly control: string;
  /** Where its objects are; null where it is about the whole cluster. */
  readonly database: string | null;
}

interface Statement {
  readonly sql: string;
  readonly createsRole: boolean;
}

/** The statements of a script, by the parser's own offsets, which count bytes. */
function statementsOf(script: string): readonly Statement[] {
  if (script.trim() === '') return [];
  const parsed = parseSql(script);
  if ('error' in parsed) throw new Error(parsed.error);
  const bytes = Buffer.from(script);
  return listOf(parsed.tree.stmts).flatMap((one) => {
    if (!isTree(one)) return [];
    const from = Number(one.stmt_location ?? 0);
    const length = Number(one.stmt_len ?? bytes.length - from);
    const sql = bytes
      .subarray(from, from + length)
      .toString()
      .trim();
    return [{ sql, createsRole: isTree(one.stmt) && 'CreateRoleStmt' in one.stmt }];
  });
}

/** Roles are the whole cluster's: one that another story has made already gets this one's attributes. */
async function runStatement(client: pg.Client, { sql, createsRole }: Statement): Promise<void> {
  if (!createsRole) {
    await client.query(sql);
    return;
  }
  await client.query('SAVEPOINT role');
  try {
    await client.query(sql);
  } catch (error) {
    if (!(error instanceof pg.DatabaseError) || error.code !== '42710') throw error;
    await client.query('ROLLBACK TO SAVEPOINT role');
    await client.query(sql.replace(/^CREATE/i, 'ALTER'));
  }
}

/** All of it in one transaction, so that a story that does not fit beside the others leaves nothing. */
async function tellIn(cluster: TestCluster, database: string, scripts: readonly string[]): Promise<boolean> {
  const client = await cluster.connect({ database });
  try {
    await client.query('BEGIN');
    for (const script of scripts)
      for (const statement of statementsOf(script)) await runStatement(client, statement);
    await client.query('COMMIT');
    return true;
  } catch (error) {
    if (!(error instanceof pg.DatabaseError)) throw error;
    await client.query('ROLLBACK');
    return false;
  } finally {
    await client.end();
  }
}

const hbaFile = (cluster: TestCluster) => path.join(cluster.dataDirectory, 'pg_hba.conf');

/** Puts a story's rules before the last two of the file, which refuse everybody else, unless the server cannot read them. */
async function addRules(cluster: TestCluster, text: string): Promise<void> {
  const before = readFileSync(hbaFile(cluster), 'utf8');
  const lines = before.trimEnd().split('\n');
  const known = new Set(lines);
  const own = text
    .split('\n')
    .filter((line) => /^host(ssl|nossl)?\s/.test(line) && !/\sreject$/.test(line) && !known.has(line));
  await cluster.setHba(`${[...lines.slice(0, -2), ...own, ...lines.slice(-2)].join('\n')}\n`);
  const [row] = await cluster.sql('SELECT count(*)::int AS n FROM pg_hba_file_rules WHERE error IS NOT NULL');
  if (Number(row?.n) > 0) await cluster.setHba(before);
}

/** A cluster as a story's own steps see it: `shop` is another database, rules are added, and it never restarts otherwise. */
const seenBy = (cluster: TestCluster, database: string): TestCluster => ({
  ...cluster,
  sql: (text, where, user) => cluster.sql(text, where === 'shop' ? database : where, user),
  connect: (options) =>
    cluster.connect({ ...options, ...(options?.database === 'shop' ? { database } : {}) }),
  setHba: (text) => addRules(cluster, text),
});

/**
 * What would take the way in from the tests themselves or the server's start, or have every connection wait for a second; and a
 * parameter that every scan sets for itself, of which it cannot tell a default that a file spells out.
 */
const notHere: ReadonlySet<string> = new Set([
  'archiver-working',
  'backend-params',
  'listen-addresses',
  'pgdata-mode',
  'port-approved',
  'session-timeouts',
  'tls-client-ca',
  'tls-crl',
  'tls-dh-params',
  'tls-key-passphrase',
]);

/**
 * Breaks as many controls at once as can live together, each as its own story does: in the first of these databases in which
 * its objects fit. What is about the whole cluster comes after that.
 */
export async function breakCluster(
  cluster: TestCluster,
  stories: readonly ToldStory[],
  databases: readonly string[],
): Promise<readonly Broken[]> {
  await loadParser();
  const broken: Broken[] = [];
  const here = stories.filter(
    ({ control, story }) =>
      !notHere.has(control) &&
      story.settings === undefined &&
      (story.majors === undefined || story.majors.includes(cluster.major)),
  );
  for (const { control, story } of here) {
    const scripts = [story.setup ?? '', story.break];
    if (!scripts.every((one) => typeof one === 'string')) continue;
    for (const database of databases)
      if (
        await tellIn(
          cluster,
          database,
          scripts.filter((one) => typeof one === 'string'),
        )
      ) {
        broken.push({ control, database });
        break;
      }
  }
  for (const { control, story } of here) {
    const [first] = databases;
    if (typeof story.break === 'string' || first === undefined) continue;
    const seen = seenBy(cluster, first);
    try {
      if (typeof story.setup === 'function') await story.setup(seen);
      else if (story.setup !== undefined && !(await tellIn(cluster, first, [story.setup]))) continue;
      await story.break(seen);
      broken.push({ control, database: null });
    } catch (error) {
      if (!(error instanceof pg.DatabaseError)) throw error;
    }
  }
  return broken;
}
