import { writeFileSync } from 'node:fs';

// Loaded by `node --import` into a measured process: says at its end what it used. Memory in kibibytes, time in
// microseconds. Plain JavaScript, so that it does not make the process load the stripper of types.
const file = process.env.BENCH_USAGE;
if (file !== undefined) {
  process.on('exit', () => {
    const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
    writeFileSync(file, JSON.stringify({ maxRSS, userCPUTime, systemCPUTime }));
  });
}
