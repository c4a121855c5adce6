import type { EmbeddedMajor } from '../../../../embedded/binaries.ts';
import { startCluster, type TestCluster } from '../../../../testing/cluster.ts';
import { comparable } from '../../../../testing/comparable-inventory.ts';
import { inventoryOf } from '../../../../testing/inventory-of.ts';
import { accessDifference } from '../../../analysis/access-difference.ts';
import { choices } from '../../../analysis/access-oracle-fixture/choices.ts';
import { newReport } from '../../../analysis/access-oracle-fixture/compare-privileges.ts';
import { makeRandomCluster } from '../../../analysis/access-oracle-fixture/make-cluster.ts';
import type { Inventory } from '../../../inventory/inventory.ts';
import type { Change } from '../../../model/change.ts';
import { loadScriptParser } from '../../check-script.ts';
import { renderChange } from '../../render/render-change.ts';
import { predict } from '../predict.ts';
import { randomChange } from './random-changes.ts';
import { inServersWords, lostBetween, serverPrivileges } from './server-privileges.ts';

/** Runs the change as its script would; the server's own word where it refuses. */
async function apply(cluster: TestCluster, change: Change, inventory: Inventory): Promise<string | null> {
  const body = renderChange(change, inventory).map(({ sql }) => `${sql};`);
  try {
    await cluster.sql(['BEGIN;', ...body, 'COMMIT;'].join('\n'), 'shop');
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : 'refused';
  }
}

interface Plain {
  readonly cluster: Record<string, unknown>;
  readonly databases: readonly (readonly [string, Record<string, unknown>])[];
}

/** Sections that the prediction leaves open are open; every other one is as it came. */
export function differences(predicted: Inventory, collected: Inventory): readonly string[] {
  // What `comparable` gives, which says nothing of it.
  const [ours, theirs] = [comparable(predicted), comparable(collected)] as [Plain, Plain];
  const different: string[] = [];
  const compare = (where: string, a: Record<string, unknown>, b: Record<string, unknown>) => {
    for (const [name, section] of Object.entries(a)) {
      if (!Array.isArray(section)) continue;
      const [x, y] = [section, b[name] as unknown[]].map((rows) => rows.map((row) => JSON.stringify(row)));
      if (JSON.stringify(x) === JSON.stringify(y)) continue;
      const only = (one: string[], other: string[]) => one.filter((row) => !other.includes(row)).slice(0, 2);
      different.push(`${where} ${name}: foreseen ${only(x ?? [], y ?? [])} but is ${only(y ?? [], x ?? [])}`);
    }
  };
  compare('cluster', ours.cluster, theirs.cluster);
  ours.databases.forEach(([name, sections], at) => {
    compare(name, sections, theirs.databases[at]?.[1] ?? {});
  });
  return different;
}

export interface PredictionReport {
  /** Foreseen exactly; `changed` of them changed something at all. */
  same: number;
  changed: number;
  /** Said beforehand not to be known. */
  unknown: number;
  /** Privileges that roles lost or gained by the server's own word, each as foreseen. */
  lines: number;
  refused: number;
  readonly wrong: string[];
}

/** `rounds` random changes on the cluster of a seed, each made on what the one before left and held against what was foreseen. */
export async function checkPrediction(
  major: EmbeddedMajor,
  seed: number,
  rounds: number,
): Promise<PredictionReport> {
  await loadScriptParser();
  const cluster = await startCluster({ major });
  try {
    await makeRandomCluster(cluster, seed, newReport());
    const choose = choices(seed);
    const report: PredictionReport = { same: 0, changed: 0, unknown: 0, lines: 0, refused: 0, wrong: [] };
    let now = await inventoryOf(cluster);
    let asked = await serverPrivileges(cluster);
    for (let round = 0; round < rounds; round++) {
      const change = randomChange(choose, now);
      const after = predict([change], now, 'shop');
      const refused = await apply(cluster, change, now);
      if (refused !== null) {
        report.refused += 1;
        if (!('unknown' in after)) report.wrong.push(`${JSON.stringify(change)} was refused: ${refused}`);
        continue;
      }
      const collected = await inventoryOf(cluster);
      if ('unknown' in after) report.unknown += 1;
      else {
        const found = differences(after.inventory, collected);
        if (found.length > 0) report.wrong.push(`${JSON.stringify(change)}\n  ${found.join('\n  ')}`);
        else report.same += 1;
        if (differences(now, collected).length > 0) report.changed += 1;
      }
      const answers = await serverPrivileges(cluster);
      if (!('unknown' in after)) {
        const { loses, gains } = accessDifference(now, after.inventory, 'shop');
        for (const [ours, theirs] of [
          [inServersWords(loses), lostBetween(asked, answers)],
          [inServersWords(gains), lostBetween(answers, asked)],
        ] as const) {
          report.lines += theirs.length;
          const odd = [
            ...ours.filter((one) => !theirs.includes(one)),
            ...theirs.filter((one) => !ours.includes(one)),
          ];
          if (odd.length > 0)
            report.wrong.push(`${JSON.stringify(change)}: who has what: ${odd.slice(0, 4).join('; ')}`);
        }
      }
      now = collected;
      asked = answers;
    }
    return report;
  } finally {
    await cluster.stop();
  }
}
