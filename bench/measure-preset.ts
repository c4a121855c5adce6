import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { TestCluster } from '../lib/testing/cluster.ts';
import { readFloor } from './copy-reader.ts';
import { type ProcessReading, runProcess } from './run-process.ts';
import { endedSessionsCpu } from './server-cpu.ts';

/** One measurement: wall clock, processor time of the client and of the server's sessions in seconds, memory in megabytes. */
export interface Reading {
  readonly seconds: number;
  readonly client: number;
  readonly server: number;
  readonly megabytes: number;
}

export interface Round {
  readonly floor: Reading;
  readonly inventory: Reading;
  /** The process that reads and then answers; `answering` is the answering alone. */
  readonly access: Reading;
  readonly answering: { readonly seconds: number; readonly cpu: number };
  /** `bin/postern access` writing every line to nowhere: too much of it at large to be repeated. */
  readonly lines: Reading | null;
}

/** As bin/postern has it. */
export const nursery = '--max-semi-space-size=8';
/** As bin/postern has it for what judges. */
export const compiled = '--no-lazy';
export const postern = path.join(import.meta.dirname, '../bin/postern');

async function measured(
  cluster: TestCluster,
  work: () => Promise<ProcessReading>,
): Promise<[Reading, string]> {
  const before = endedSessionsCpu(cluster.dataDirectory);
  const { seconds, cpu, peakMegabytes, stdout } = await work();
  // The postmaster learns of an ended session a moment later.
  await pause(100);
  const server = endedSessionsCpu(cluster.dataDirectory) - before;
  return [{ seconds, client: cpu, server, megabytes: peakMegabytes }, stdout];
}

async function floorReading(cluster: TestCluster): Promise<ProcessReading> {
  const cpuBefore = process.cpuUsage();
  const begun = performance.now();
  await readFloor(cluster);
  const seconds = (performance.now() - begun) / 1000;
  const { user, system } = process.cpuUsage(cpuBefore);
  return { seconds, cpu: (user + system) / 1e6, peakMegabytes: Number.NaN, stdout: '' };
}

export function field(json: string, name: string): number {
  const value: unknown = JSON.parse(json);
  return Number(typeof value === 'object' && value !== null ? Reflect.get(value, name) : Number.NaN);
}

/** One interleaved round: everything once, so that whatever else the machine does falls on all alike. */
export async function measureRound(
  cluster: TestCluster,
  { withLines }: { readonly withLines: boolean },
): Promise<Round> {
  const url = `postgresql:///postgres?host=${encodeURIComponent(cluster.socketDirectory)}&port=${cluster.port}&user=postgres`;
  const to = ['--url', url, '--output', '/dev/null'];
  const place = ['--host', cluster.socketDirectory, '--port', String(cluster.port)];
  const [floor] = await measured(cluster, () => floorReading(cluster));
  const [inventory] = await measured(cluster, () => runProcess(postern, ['inventory', ...to]));
  const script = path.join(import.meta.dirname, 'measure-access.ts');
  const [access, answer] = await measured(cluster, () =>
    runProcess(process.execPath, [nursery, script, ...place]),
  );
  const lines = withLines ? (await measured(cluster, () => runProcess(postern, ['access', ...to])))[0] : null;
  return {
    floor,
    inventory,
    access,
    answering: { seconds: field(answer, 'seconds'), cpu: field(answer, 'cpu') },
    lines,
  };
}
