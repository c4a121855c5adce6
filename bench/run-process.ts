import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

export interface ProcessReading {
  /** Wall clock from before the start until the end. */
  readonly seconds: number;
  /** Processor seconds, user and system. */
  readonly cpu: number;
  /** Largest resident set, megabytes (10^6). */
  readonly peakMegabytes: number;
  readonly stdout: string;
}

/** Runs one command as a user would and measures it whole, start of the process included. Throws unless its code is wanted. */
export async function runProcess(
  command: string,
  argv: readonly string[],
  env: Readonly<Record<string, string>> = {},
  codes: readonly number[] = [0],
): Promise<ProcessReading> {
  const directory = mkdtempSync(path.join(tmpdir(), 'postern-bench-'));
  const usageFile = path.join(directory, 'usage.json');
  try {
    const begun = performance.now();
    const child = spawn(command, argv, {
      env: {
        ...process.env,
        ...env,
        BENCH_USAGE: usageFile,
        // As bin/postern does for itself: what is measured is a second run, not the first after an update.
        NODE_COMPILE_CACHE: path.join(tmpdir(), 'postern-bench-cache'),
        NODE_OPTIONS: `--import=${path.join(import.meta.dirname, 'report-usage.mjs')}`,
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let stdout = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      if (stdout.length < 100_000) stdout += text;
    });
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', resolve);
    });
    const seconds = (performance.now() - begun) / 1000;
    if (code === null || !codes.includes(code)) throw new Error(`${command} ${argv[0]} ended with ${code}`);
    const usage: unknown = JSON.parse(readFileSync(usageFile, 'utf8'));
    const field = (name: string) =>
      Number(typeof usage === 'object' && usage !== null ? Reflect.get(usage, name) : Number.NaN);
    return {
      seconds,
      cpu: (field('userCPUTime') + field('systemCPUTime')) / 1e6,
      peakMegabytes: (field('maxRSS') * 1024) / 1e6,
      stdout,
    };
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
