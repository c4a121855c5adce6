import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { field, measureRound, type Reading, type Round } from './measure-preset.ts';
import { median, spread } from './median.ts';
import { modelledPolicy } from './modelled-policy.ts';
import { isPresetName, type Preset, type PresetName, presets } from './preset.ts';
import { runProcess } from './run-process.ts';
import { seedCluster } from './seed-cluster.ts';
import { tellControls } from './tell-controls.ts';

// `npm run bench [-- --rounds 5 --seed 1 --scan small medium modelled large modelled-large xlroles]`: prints what
// docs/performance.md states. `--scan` leaves out everything but scans and the controls in them.
// It measures and never fails on a time: a busy machine is no defect.

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: 'string', default: '5' },
    seed: { type: 'string', default: '1' },
    scan: { type: 'boolean', default: false },
  },
});
const wanted = positionals.length === 0 ? ['medium', 'modelled', 'large', 'xlroles'] : positionals;
const names = wanted.filter(isPresetName);
if (names.length !== wanted.length) throw new Error(`presets are ${Object.keys(presets).join(', ')}`);
const rounds = Number(values.rounds);

const work = (reading: Reading) => reading.client + reading.server;

function tell(name: PresetName, all: readonly Round[]): void {
  const of = (pick: (round: Round) => number) => spread(all.map(pick));
  console.log(`\n${name}, ${all.length} rounds, median [least-most]`);
  console.log(`  floor                       ${of((r) => r.floor.seconds)} s`);
  console.log(
    `  inventory                   ${of((r) => r.inventory.seconds)} s, peak ${of((r) => r.inventory.megabytes)} MB`,
  );
  console.log(`  inventory / floor           ${of((r) => r.inventory.seconds / r.floor.seconds)}`);
  console.log(
    `  processor time, both sides  ${of((r) => work(r.inventory) / work(r.floor))} of the floor's (server alone ${of((r) => r.inventory.server / r.floor.server)})`,
  );
  console.log(
    `  access, answering alone     ${of((r) => r.answering.seconds)} s, processor ${of((r) => r.answering.cpu)} s`,
  );
  console.log(
    `  access, whole process       ${of((r) => r.access.seconds)} s, peak ${of((r) => r.access.megabytes)} MB`,
  );
  if (all[0]?.lines) {
    console.log(
      `  access, every line          ${of((r) => r.lines?.seconds ?? Number.NaN)} s, peak ${of((r) => r.lines?.megabytes ?? Number.NaN)} MB`,
    );
  }
}

console.log(
  `${cpus().length} x ${cpus()[0]?.model ?? 'unknown'}, Node ${process.version}, seed ${values.seed}`,
);
const inventories = new Map<PresetName, number>();
for (const name of names) {
  const begun = performance.now();
  const preset: Preset = presets[name];
  const cluster = await seedCluster(preset, Number(values.seed));
  const folder = mkdtempSync(path.join(tmpdir(), 'postern-bench-'));
  const policy = 'teams' in preset ? path.join(folder, 'policy.yaml') : null;
  if ('teams' in preset && policy !== null) writeFileSync(policy, modelledPolicy(preset));
  console.log(`\n${name}: made in ${((performance.now() - begun) / 1000).toFixed(0)} s`);
  try {
    if (name === 'xlroles') {
      const script = path.join(import.meta.dirname, 'measure-roles.ts');
      const place = ['--host', cluster.socketDirectory, '--port', String(cluster.port)];
      const outputs: string[] = [];
      for (let round = 0; round < rounds; round++) {
        outputs.push((await runProcess(process.execPath, [script, ...place])).stdout);
      }
      const of = (field_: string, digits = 2) =>
        spread(
          outputs.map((text) => field(text, field_)),
          digits,
        );
      console.log(
        `  closure of ${of('roles', 0)} roles, ${of('pairs', 0)} pairs: ${of('seconds')} s, processor ${of('cpu')} s, ${of('megabytes', 0)} MB`,
      );
      console.log(`  all three kinds of membership: ${of('allKindsSeconds')} s`);
      continue;
    }
    if (!values.scan) {
      // One round unmeasured: it fills the server's cache and the compile cache.
      const extent = { withLines: !name.endsWith('large') };
      await measureRound(cluster, extent);
      const all: Round[] = [];
      for (let round = 0; round < rounds; round++) all.push(await measureRound(cluster, extent));
      tell(name, all);
      inventories.set(name, median(all.map((round) => round.inventory.seconds)));
    }
    await tellControls(cluster, null, rounds);
    if (policy !== null) await tellControls(cluster, policy, rounds);
  } finally {
    rmSync(folder, { recursive: true, force: true });
    await cluster.stop();
  }
}
const [medium, large] = [inventories.get('medium'), inventories.get('large')];
if (medium !== undefined && large !== undefined) {
  console.log(`\ngrowth of the inventory from medium to large: ${(large / medium).toFixed(1)} times`);
}
