import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { breakCluster, type ToldStory } from '../../testing/all-at-once/break-cluster.ts';
import { expectMended } from '../../testing/all-at-once/expect-mended.ts';
import { joinedPolicy } from '../../testing/all-at-once/joined-policy.ts';
import { expectBookWorks } from '../../testing/by-the-book/book-works.ts';
import {
  bookPolicy,
  bookScan,
  putCertificates,
  startByTheBook,
} from '../../testing/by-the-book/start-by-the-book.ts';
import type { TestCluster } from '../../testing/cluster.ts';
import type { ControlStory } from '../../testing/control-story.ts';
import type { Control } from '../controls/control.ts';

const told = vi.hoisted((): ToldStory[] => []);
vi.mock('../../testing/control-story.ts', () => ({
  controlStory: (control: Control, story: ControlStory) => told.push({ control: control.id, story }),
}));

const controls = path.join(import.meta.dirname, '..', 'controls');
const files = readdirSync(controls, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.pg.test.ts'))
  .map((file) => path.join(controls, file))
  // Tests of their own are no stories.
  .filter((file) => !/from 'vitest'|standbyStory/.test(readFileSync(file, 'utf8')))
  .sort();

let cluster: TestCluster | undefined;
afterEach(() => cluster?.stop());

test.each([18, 14] as const)(
  'a hundred controls broken at once, each as its own story breaks it, mended together on PostgreSQL %i',
  async (major) => {
    if (told.length === 0) for (const file of files) await import(file);
    expect(told.length).toBeGreaterThan(100);
    const server = await startByTheBook(major);
    cluster = server;
    const databases = ['one', 'two', 'three', 'four'];
    for (const name of databases) {
      await server.sql(`CREATE DATABASE ${name}`);
      await server.sql(`GRANT CONNECT ON DATABASE ${name} TO postern_scan`);
    }
    const hba = readFileSync(path.join(server.dataDirectory, 'pg_hba.conf'), 'utf8');
    await server.setHba(`hostssl ${databases.join()} postern_scan 127.0.0.1/32 scram-sha-256\n${hba}`);
    const broken = await breakCluster(server, told, databases);
    expect(new Set(broken.map(({ control }) => control)).size).toBeGreaterThan(80);
    // Stories about TLS bring a certificate of their own.
    putCertificates(server);
    await server.restart();
    const policy = joinedPolicy(bookPolicy(server), told, broken);
    const options = {
      order: 'together',
      irreversible: false,
      rehearsed: false,
      scanRole: bookScan(server),
    } as const;
    await expectMended(server, policy, options, async () => expectBookWorks(server));
  },
);
