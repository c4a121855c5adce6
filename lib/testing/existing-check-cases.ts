import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { EmbeddedMajor } from '../embedded/binaries.ts';
import { factsOf } from '../engine/analysis/facts.ts';
import { loadParser } from '../engine/analysis/row-security/parser.ts';
import { type ControlId, controlById } from '../engine/controls/registry.ts';
import type { ObjectRef } from '../engine/model/object-ref.ts';
import type { Verdict } from '../engine/model/verdict.ts';
import { emptyPolicy, type Policy } from '../engine/policy/policy.ts';
import { startCluster, type TestCluster } from './cluster.ts';
import { inventoryOf } from './inventory-of.ts';
import { verdictOf } from './verdict-of.ts';

type Step = string | ((cluster: TestCluster, database: string) => Promise<void>);

/** One way for a server to be as a row of `docs/existing-checks.tsv` says it should not. */
export interface ExistingCheckCase {
  /** The row. */
  readonly key: string;
  /** What is wrong, for the test's name. */
  readonly says: string;
  /** The case's own database, where its policy has to name it. */
  readonly database?: string;
  /** The sound state; run in the case's own database. */
  readonly setup?: Step;
  readonly bad: Step;
  /** Takes back what other cases would see: settings, rules, roles that are found by themselves. */
  readonly undo?: Step;
  /** The empty policy when left out, as scanners without one would judge. */
  readonly policy?: Policy;
  /** One of the row's controls. */
  readonly control: ControlId;
  /** The object a finding must be about; every key given has to match. Its database is the case's own where it has one. */
  readonly object: Partial<ObjectRef>;
}

const mapping = new Map(
  readFileSync(path.join(import.meta.dirname, '../../docs/existing-checks.tsv'), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => line.split('\t'))
    .map(([key = '', controls = '']) => [key, controls.split(',')]),
);

const finds = (verdict: Verdict, wanted: Partial<ObjectRef>, database: string): boolean =>
  verdict.findings.some(
    ({ object }) =>
      (object.database === undefined || object.kind === 'database' || object.database === database) &&
      Object.entries(wanted).every(([key, value]) => object[key as keyof ObjectRef] === value),
  );

/**
 * Holds rows of `docs/existing-checks.tsv` against one real server, a case after the other: the row names the control, the
 * control is silent about the object before, and fails with a finding about it after.
 */
export function existingCheckCases(
  options: {
    readonly major: EmbeddedMajor;
    readonly settings?: Readonly<Record<string, string>>;
    readonly hba?: string;
    readonly setup?: (cluster: TestCluster) => Promise<void>;
  },
  cases: readonly ExistingCheckCase[],
): void {
  describe(`PostgreSQL ${options.major}`, () => {
    let cluster: TestCluster | undefined;
    beforeAll(async () => {
      await loadParser();
      cluster = await startCluster(options);
      await options.setup?.(cluster);
    }, 30_000);
    afterAll(() => cluster?.stop());

    test.each(cases.map((one, at) => ({ ...one, at })))('$key: $says', async (one) => {
      if (!cluster) throw new Error('no server');
      const server = cluster;
      expect(mapping.get(one.key), `${one.key} in docs/existing-checks.tsv`).toContain(one.control);
      const control = controlById(one.control);
      if (!control) throw new Error(one.control);
      const database = one.database ?? `case_${one.at}`;
      await server.sql(`CREATE DATABASE ${database}`);
      const run = async (step: Step | undefined) => {
        if (typeof step === 'string') await server.sql(step, database);
        else await step?.(server, database);
      };
      const judge = async () =>
        verdictOf(control, factsOf(await inventoryOf(server, [database])), one.policy ?? emptyPolicy);
      try {
        await run(one.setup);
        const before = await judge();
        expect(finds(before, one.object, database), 'found before anything is wrong').toBe(false);
        await run(one.bad);
        const verdict = await judge();
        expect([verdict.status, verdict.reason]).toEqual(['fail', verdict.reason]);
        expect(
          finds(verdict, one.object, database),
          `${JSON.stringify(one.object)} among ${JSON.stringify(verdict.findings.map((finding) => finding.object))}`,
        ).toBe(true);
      } finally {
        await run(one.undo);
      }
    });
  });
}
