import { randomUUID } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { Coverage, CoverageControl } from '../lib/engine/coverage/coverage.ts';
import { areas, enforcedWhere } from '../lib/engine/model/area.ts';
import { actAsPostern } from '../lib/service/auth/access.ts';
import { cellEvidence } from '../lib/service/coverage/cell-evidence.ts';
import { parseCoverageQuery } from '../lib/service/coverage/coverage-query.ts';
import { exportCoverage } from '../lib/service/coverage/export-coverage.ts';
import { listVerdicts } from '../lib/service/coverage/get-coverage.ts';
import { getMatrix } from '../lib/service/coverage/get-matrix.ts';
import { database } from '../lib/service/db/client.ts';
import { startServiceDatabase } from '../lib/testing/service-database.ts';
import { spread } from './median.ts';

// `node bench/measure-coverage.ts`: a matrix of 30 threats by 160 controls and 3,000 findings, stored as a scan stores it,
// and what the server takes to answer. It measures and never fails on a time.

const threatCount = 30;
const controlCount = 160;
const findingCount = 3_000;
const states = ['missing', 'partial', 'unknown', 'accepted', 'unverified', 'not-applicable'] as const;
const at = <Item>(items: readonly Item[], index: number): Item => {
  const item = items[index % items.length];
  if (item === undefined) throw new Error('nothing to pick from');
  return item;
};

const control = (index: number): CoverageControl => {
  const state = at(states, index * 7);
  const status =
    state === 'missing' || state === 'partial' ? 'fail' : state === 'unverified' ? 'pass' : state;
  return {
    id: `control-number-${index}`,
    area: at(areas, index),
    enforcedWhere: at(enforcedWhere, index * 3),
    status,
    state,
    verified: false,
    findings: status === 'fail' ? 40 : 0,
    acceptedUntil: state === 'accepted' ? '2027-03-31' : null,
  };
};
const controls = Array.from({ length: controlCount }, (_, index) => control(index));

/** Every threat names every control: the most that 30 by 160 can be. */
const coverage: Coverage = {
  threats: Array.from({ length: threatCount }, (_, index) => ({
    id: `threat-${index}`,
    title: `Threat number ${index}, which says in a sentence what goes wrong`,
    status: at(['gap', 'partial', 'unknown'] as const, index),
    residualRisk: 'Reduced: 12 of 22 controls hold or are accepted, 13 findings open',
    controls,
    setAside: null,
  })),
  boundaries: [],
  removableControls: [],
  databases: ['shop', 'crm', 'legacy'].map((name) => ({ name, controls: {} })),
};

const service = await startServiceDatabase();
try {
  const fields = { host: 'h', port: 5432, database: 'd', user: 'u', sslMode: 'verify-full' };
  const target = await database().target.create({ data: { name: 'bench', ...fields } });
  const counts = { critical: 0, high: 0, medium: 0, low: 0, info: 0, accepted: 0 };
  const summary = {
    verdicts: { pass: 0, fail: 0, unknown: 0, notApplicable: 0 },
    findings: counts,
    threats: { covered: 0, partial: 0, gap: 0, unknown: 0, accepted: 0 },
    gaps: 0,
    decisions: 0,
  };
  const now = new Date();
  const scan = await database().scan.create({
    data: {
      targetId: target.id,
      state: 'done',
      requestedAt: now,
      startedAt: now,
      finishedAt: now,
      summary,
      coverage: JSON.parse(JSON.stringify(coverage)),
      report: new Uint8Array(gzipSync('{}')),
    },
  });
  await database().verdictRow.createMany({
    data: controls.map(({ id, status }) => ({
      scanId: scan.id,
      control: id,
      status: status === 'accepted' ? 'fail' : status,
      reason: null,
      gaps: [],
      findings: 20,
    })),
  });
  await database().findingRow.createMany({
    data: Array.from({ length: findingCount }, (_, index) => ({
      scanId: scan.id,
      fingerprint: randomUUID(),
      control: at(controls, index).id,
      area: 'rows',
      severity: 'high',
      severityRank: 1,
      title: `Finding ${index}`,
      objectKind: 'table',
      objectText: `app.table_${index}`,
      database: 'shop',
      object: {},
      evidence: { owner: 'app_owner', roles: ['a', 'b'] },
      threats: [],
      references: [],
    })),
  });

  const access = actAsPostern('finding:read', 'target:read', 'report:export');
  const all = parseCoverageQuery({});
  const ids = controls.map((one) => one.id);
  const work: Readonly<Record<string, () => Promise<unknown>>> = {
    'matrix and verdicts, as the page asks': async () =>
      JSON.stringify(await Promise.all([getMatrix(access, target.id, all), listVerdicts(access, target.id)])),
    'matrix of one database': () => getMatrix(access, target.id, parseCoverageQuery({ database: 'shop' })),
    'matrix filtered by state': () =>
      getMatrix(access, target.id, parseCoverageQuery({ state: 'missing,partial' })),
    'evidence behind a row of 160 controls': () => cellEvidence(access, target.id, ids, null),
    'SVG, every area unfolded': () =>
      exportCoverage(access, target.id, {
        ...parseCoverageQuery({ unfold: areas.join(',') }),
        format: 'svg',
      }),
    CSV: () => exportCoverage(access, target.id, { ...all, format: 'csv' }),
  };
  console.log(`${threatCount} threats by ${controlCount} controls, ${findingCount} findings; milliseconds`);
  for (const [name, run] of Object.entries(work)) {
    await run();
    const times: number[] = [];
    for (let round = 0; round < 9; round++) {
      const begun = performance.now();
      await run();
      times.push(performance.now() - begun);
    }
    console.log(`  ${name.padEnd(40)} ${spread(times, 0)}`);
  }
} finally {
  await service.stop();
}
