import path from 'node:path';
import { z } from 'zod';
import type { TestCluster } from '../lib/testing/cluster.ts';
import { compiled, nursery, postern } from './measure-preset.ts';
import { spread } from './median.ts';
import { type ProcessReading, runProcess } from './run-process.ts';

const controlsRead = z.object({
  together: z.number(),
  again: z.number(),
  cpu: z.number(),
  controls: z.number(),
  worst: z.array(z.object({ id: z.string(), seconds: z.number(), findings: z.number() })),
});

const jobRead = z.object({
  reading: z.number(),
  judging: z.number(),
  recording: z.number(),
  scan: z.number(),
  cpu: z.number(),
  findings: z.number(),
});

const appScanRead = z.object({ seconds: z.number() });

interface ScanRound {
  readonly controls: z.infer<typeof controlsRead>;
  readonly job: z.infer<typeof jobRead>;
  readonly jobMegabytes: number;
  /** Seconds of the same in the worker's thread, its start included. */
  readonly appScan: number;
  /** `bin/postern scan --format json` with nobody reading, process start included. */
  readonly command: ProcessReading;
}

/**
 * Prints what the controls cost beside the scan they judge: the app's job and the command, each in a process of its own, in
 * interleaved rounds. Then the fifteen controls that take longest, of the last round.
 */
export async function tellControls(
  cluster: TestCluster,
  policyFile: string | null,
  rounds: number,
): Promise<void> {
  const script = (name: string) => path.join(import.meta.dirname, name);
  const policy = policyFile === null ? [] : ['--policy', policyFile];
  const place = ['--host', cluster.socketDirectory, '--port', String(cluster.port), ...policy];
  const url = `postgresql:///postgres?host=${encodeURIComponent(cluster.socketDirectory)}&port=${cluster.port}&user=postgres`;
  const scan = ['scan', '--url', url, '--format', 'json', '--output', '/dev/null', ...policy];
  const round = async (): Promise<ScanRound> => {
    const controls = await runProcess(process.execPath, [
      nursery,
      compiled,
      script('measure-controls.ts'),
      ...place,
    ]);
    const job = await runProcess(process.execPath, [nursery, script('measure-scan.ts'), ...place]);
    const appScan = await runProcess(process.execPath, [nursery, script('measure-app-scan.ts'), ...place]);
    return {
      appScan: appScanRead.parse(JSON.parse(appScan.stdout)).seconds,
      controls: controlsRead.parse(JSON.parse(controls.stdout)),
      job: jobRead.parse(JSON.parse(job.stdout)),
      jobMegabytes: job.peakMegabytes,
      command: await runProcess(postern, scan),
    };
  };
  // Once unmeasured: it fills the compile cache, as a second run of a user's has it filled.
  await round();
  const all: ScanRound[] = [];
  for (let at = 0; at < rounds; at++) all.push(await round());
  const of = (pick: (one: ScanRound) => number, digits = 2) => spread(all.map(pick), digits);
  const [first] = all;
  console.log(
    `  ${policyFile === null ? 'empty policy' : 'stated policy'}, ${first?.job.findings} findings, ${first?.controls.controls} controls`,
  );
  console.log(
    `  all controls                ${of((r) => r.controls.together)} s (again in one process ${of((r) => r.controls.again)} s)`,
  );
  console.log(
    `  the app's job               ${of((r) => r.job.scan)} s: reading ${of((r) => r.job.reading)}, judging ${of((r) => r.job.judging)}, recording ${of((r) => r.job.recording)}; peak ${of((r) => r.jobMegabytes, 0)} MB`,
  );
  console.log(`  a scan in the app's worker  ${of((r) => r.appScan)} s`);
  console.log(
    `  postern scan                ${of((r) => r.command.seconds)} s, peak ${of((r) => r.command.peakMegabytes, 0)} MB`,
  );
  console.log(
    `  controls / the app's job    ${of((r) => r.controls.together / r.job.scan)} (processor ${of((r) => r.controls.cpu / r.job.cpu)})`,
  );
  console.log(`  controls / the app's scan   ${of((r) => r.controls.together / r.appScan)}`);
  console.log(
    `  controls / postern scan     ${of((r) => r.controls.together / r.command.seconds)} (processor ${of((r) => r.controls.cpu / r.command.cpu)})`,
  );
  for (const { id, seconds, findings } of all.at(-1)?.controls.worst ?? [])
    console.log(`    ${id.padEnd(38)} ${(seconds * 1000).toFixed(1).padStart(8)} ms, ${findings} findings`);
}
