import { collect } from '../lib/engine/inventory/collect.ts';
import { judge } from '../lib/engine/judge.ts';
import { toRecord } from '../lib/service/jobs/scan-record.ts';
import { measuredPolicy } from './measured-policy.ts';
import { measuredTarget } from './measured-target.ts';

// A child of its own: one scan as the app's job makes it, in a process that has done nothing before: read, judge, and put
// into the form the database keeps (`toRecord`). Seconds of each, of the processor for all, and of the clock.

const seconds = (begun: number) => (performance.now() - begun) / 1000;
const now = () => new Date();
const policy = measuredPolicy();

const cpu = process.cpuUsage();
const begun = performance.now();
const inventory = await collect(measuredTarget(), { now: now().toISOString() });
const reading = seconds(begun);

const judgedFrom = performance.now();
const result = await judge(inventory, policy, {
  id: 'bench',
  startedAt: now().toISOString(),
  toolVersion: 'bench',
  now,
});
const judging = seconds(judgedFrom);

const recordedFrom = performance.now();
await toRecord(result, policy);
const recording = seconds(recordedFrom);

const { user, system } = process.cpuUsage(cpu);
const findings = result.verdicts.reduce((sum, verdict) => sum + verdict.findings.length, 0);
process.stdout.write(
  JSON.stringify({ reading, judging, recording, scan: seconds(begun), cpu: (user + system) / 1e6, findings }),
);
