import path from 'node:path';
import { z } from 'zod';
import type { TestCluster } from '../lib/testing/cluster.ts';
import { spread } from './median.ts';
import { runProcess } from './run-process.ts';

const measured = z.object({
  reading: z.number(),
  together: z.number(),
  judging: z.number(),
  scan: z.number(),
  controls: z.number(),
  worst: z.array(z.object({ id: z.string(), seconds: z.number(), findings: z.number() })),
});

/** Prints what the controls cost beside the scan they judge, and the fifteen that take longest in the last round. */
export async function tellControls(cluster: TestCluster, rounds: number): Promise<void> {
  const script = path.join(import.meta.dirname, 'measure-controls.ts');
  const place = ['--host', cluster.socketDirectory, '--port', String(cluster.port)];
  const all: z.infer<typeof measured>[] = [];
  for (let round = 0; round < rounds; round++) {
    const { stdout } = await runProcess(process.execPath, [script, ...place]);
    all.push(measured.parse(JSON.parse(stdout)));
  }
  const of = (pick: (one: (typeof all)[number]) => number) => spread(all.map(pick), 3);
  console.log(`  all ${all[0]?.controls} controls            ${of((one) => one.together)} s`);
  console.log(`  reading / judging           ${of((one) => one.reading)} s / ${of((one) => one.judging)} s`);
  console.log(`  controls / scan             ${of((one) => one.together / one.scan)}`);
  for (const { id, seconds, findings } of all.at(-1)?.worst ?? [])
    console.log(`    ${id.padEnd(38)} ${(seconds * 1000).toFixed(1).padStart(8)} ms, ${findings} findings`);
}
