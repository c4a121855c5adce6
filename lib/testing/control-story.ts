import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { EmbeddedMajor } from '../embedded/binaries.ts';
import { factsOf } from '../engine/analysis/facts.ts';
import { scramVerifier } from '../engine/connect/scram-verifier.ts';
import type { Control } from '../engine/controls/control.ts';
import { evaluate } from '../engine/controls/evaluate.ts';
import { registry } from '../engine/controls/registry.ts';
import { scoreOf } from '../engine/coverage/score.ts';
import type { Inventory } from '../engine/inventory/inventory.ts';
import type { SectionName } from '../engine/inventory/section-name.ts';
import type { Finding } from '../engine/model/finding.ts';
import type { ObjectRef } from '../engine/model/object-ref.ts';
import type { Verdict } from '../engine/model/verdict.ts';
import { emptyPolicy, type Policy } from '../engine/policy/policy.ts';
import { loadScriptParser } from '../engine/remediation/check-script.ts';
import { iterationsFor, withNewPasswords } from '../engine/remediation/new-password.ts';
import type { Plan } from '../engine/remediation/plan.ts';
import { planFinding } from '../engine/remediation/plan-finding.ts';
import { startCluster, type TestCluster } from './cluster.ts';
import { digestOf, expectConditions, expectUndone } from './expect-conditions.ts';
import { expectRehearsed } from './expect-rehearsed.ts';
import { expectSameState } from './expect-same-state.ts';
import { inventoryOf } from './inventory-of.ts';

type Step = string | ((cluster: TestCluster) => Promise<void>);

export interface ControlStory {
  /** Where it is told; `[14, 18]` when left out. Name all five where semantics differ. */
  readonly majors?: readonly EmbeddedMajor[];
  readonly policy?: Policy;
  readonly settings?: Readonly<Record<string, string>>;
  readonly hba?: string;
  /** Before everything: the sound state, in database `shop`. The control is silent about `fires` and `neighbours` here. */
  readonly setup?: Step;
  /** Makes it wrong, in database `shop`. */
  readonly break: Step;
  /** The objects that must then be found; every key given has to match. */
  readonly fires: readonly Partial<ObjectRef>[];
  /** Objects that look alike and are right: never found, at no point of the story. */
  readonly neighbours?: readonly Partial<ObjectRef>[];
  /** For a `manual` remedy: what a person would do. Without it our own script is run. */
  readonly mendByHand?: Step;
  /** The undo of `mendByHand`. */
  readonly unmendByHand?: Step;
  /**
   * By role, for a remedy that takes a new password: words alone without one, our own script with it. A pass phrase of a test.
   */
  readonly newPasswords?: Readonly<Record<string, string>>;
  /** Tried once our own script has run, and again after its second run. */
  readonly mended?: (cluster: TestCluster) => Promise<void>;
  /** Why our script cannot be undone; then `fires again` is skipped and the plan has to say so. */
  readonly irreversible?: boolean;
  /** The status expected before `break`; `pass` when left out. Use `null` where other findings are normal. */
  readonly cleanStatus?: Verdict['status'] | null;
}

const covers = (object: ObjectRef, wanted: Partial<ObjectRef>): boolean =>
  Object.entries(wanted).every(([key, value]) => object[key as keyof ObjectRef] === value);

const found = (verdict: Verdict, wanted: Partial<ObjectRef>): Finding | undefined =>
  verdict.findings.find((finding) => covers(finding.object, wanted));

async function run(cluster: TestCluster, step: Step | undefined): Promise<void> {
  if (step === undefined) return;
  if (typeof step === 'string') await cluster.sql(step, 'shop');
  else await step(cluster);
}

async function apply(cluster: TestCluster, plan: Plan, direction: 'up' | 'down'): Promise<void> {
  const text = direction === 'up' ? plan.upText : plan.downText;
  if (plan.kind === 'config') {
    writeFileSync(path.join(cluster.dataDirectory, 'pg_hba.conf'), text);
    await cluster.reload();
    return;
  }
  // ALTER SYSTEM refuses the implicit transaction of a multi-statement message, so such a script goes one by one.
  const statements = direction === 'up' ? plan.up : plan.down;
  if (statements.every((statement) => statement.transactional))
    await cluster.sql(text, plan.database ?? 'shop');
  else for (const statement of statements) await cluster.sql(statement.sql, plan.database ?? 'shop');
  if (plan.restartNeeded) await cluster.restart();
  else if (!plan.transactional) await cluster.reload();
}

const verifiersOf = ({ newPasswords = {} }: ControlStory, inventory: Inventory) =>
  new Map(
    Object.entries(newPasswords).map(([role, password]) => [
      role,
      scramVerifier(password, undefined, iterationsFor(inventory)),
    ]),
  );

/** The same inventory with one section unread, as if the scan role lacked the right. */
function without(inventory: Inventory, name: SectionName): Inventory {
  const gap = (database: string | null) => ({
    gap: { input: name, database, reason: 'taken away by the test', grant: null },
  });
  if (name in inventory.cluster)
    return { ...inventory, cluster: { ...inventory.cluster, [name]: gap(null) } };
  return {
    ...inventory,
    databases: inventory.databases.map((one) => ({
      ...one,
      sections: { ...one.sections, [name]: gap(one.name) },
    })),
  };
}

/** Every control that stands worse in one than in the other, for a message that says why the score fell. */
function worse(before: readonly Verdict[], after: readonly Verdict[]): readonly string[] {
  const holds = (verdict: Verdict) => verdict.status === 'pass' || verdict.status === 'not-applicable';
  const held = new Map(before.map((verdict) => [verdict.control, verdict]));
  return after.flatMap((verdict) => {
    const was = held.get(verdict.control);
    return was && holds(was) && !holds(verdict)
      ? [
          `${verdict.control}: ${was.status} → ${verdict.status} (${verdict.findings[0]?.title ?? verdict.reason})`,
        ]
      : [];
  });
}

/** Mending never lowers the score (docs/score.md): judged by every control there is, not by the one that is mended. */
function expectScoreKept(before: Inventory, after: Inventory, policy: Policy): void {
  const [was, is] = [before, after].map((one) => evaluate(registry, factsOf(one), policy, () => null));
  if (!was || !is) throw new Error('no verdicts');
  expect(scoreOf(is, registry).earned, worse(was, is).join('; ')).toBeGreaterThanOrEqual(
    scoreOf(was, registry).earned,
  );
}

/**
 * Tells a control's story on real servers: clean → break → fires → mend with Postern's own script → silent → a second run
 * changes nothing → undo → fires again, and everything as it was before; neighbours stay silent all along; each needed
 * section missing → `unknown`; the score over all controls is no lower mended than broken.
 */
export function controlStory(control: Control, story: ControlStory): void {
  const policy = story.policy ?? emptyPolicy;
  const judge = (inventory: Inventory): Verdict => {
    const verdict = evaluate([control], factsOf(inventory), policy, () => null)[0];
    if (!verdict) throw new Error('no verdict');
    expect(verdict.reason ?? '').not.toContain('failed inside Postern');
    for (const neighbour of story.neighbours ?? [])
      expect(found(verdict, neighbour), 'a sound neighbour was found').toBeUndefined();
    return verdict;
  };

  const majors: readonly EmbeddedMajor[] = story.majors ?? [14, 18];
  describe.each(majors)(`${control.id} on PostgreSQL %i`, (major) => {
    let cluster: TestCluster | undefined;
    afterAll(() => cluster?.stop());

    test('fires, is mended by its own script, fires again after undo, is unknown when unread', async () => {
      await loadScriptParser();
      const server = await startCluster({ major, settings: story.settings, hba: story.hba });
      cluster = server;
      await server.sql('CREATE DATABASE shop');
      await run(server, story.setup);
      const clean = judge(await inventoryOf(server, ['shop']));
      if (story.cleanStatus !== null)
        expect(clean.status, clean.reason ?? '').toBe(story.cleanStatus ?? 'pass');
      for (const wanted of story.fires)
        expect(found(clean, wanted), 'it fires before anything is wrong').toBeUndefined();

      await run(server, story.break);
      const broken = await inventoryOf(server, ['shop']);
      const verdict = judge(broken);
      expect(verdict.status, verdict.reason ?? '').toBe('fail');
      const findings = story.fires.map((wanted) => {
        const finding = found(verdict, wanted);
        if (!finding)
          throw new Error(
            `not found: ${JSON.stringify(wanted)} among ${JSON.stringify(verdict.findings.map((one) => one.object))}`,
          );
        return finding;
      });
      expect(new Set(verdict.findings.map((one) => one.fingerprint)).size).toBe(verdict.findings.length);

      // One at a time and in order: a later plan is made on what the earlier ones left, as a DBA would.
      const plans: Plan[] = [];
      const fingerprints: string[] = [];
      let now = broken;
      for (const finding of findings) {
        const current = found(judge(now), finding.object) ?? finding;
        if (story.newPasswords !== undefined && story.mendByHand === undefined)
          expect(planFinding(current, now).changes.map((change) => change.do)).not.toContain('set-password');
        const [given = current] = withNewPasswords([current], verifiersOf(story, now));
        const plan = planFinding(given, now);
        plans.push(plan);
        if (story.mendByHand !== undefined) continue;
        expect(plan.kind, plan.upText).not.toBe('manual');
        // On the newest alone: what differs between majors the rehearsal's own tests try.
        if (plan.transactional && major === majors.at(-1)) await expectRehearsed(server, plan, policy, now);
        await expectUndone(server, plan);
        fingerprints.push(digestOf(plan, now));
        await apply(server, plan, 'up');
        await expectConditions(server, plan, 'postconditions', 'after up');
        now = await inventoryOf(server, ['shop']);
      }
      if (story.mended !== undefined) {
        await story.mended(server);
        now = await inventoryOf(server, ['shop']);
      }
      if (story.mendByHand !== undefined) {
        for (const plan of plans) expect(plan.kind).toBe('manual');
        await run(server, story.mendByHand);
        now = await inventoryOf(server, ['shop']);
      }
      const mendedInventory = now;
      const mended = judge(mendedInventory);
      for (const wanted of story.fires)
        expect(found(mended, wanted), 'still found after mending').toBeUndefined();
      expectScoreKept(broken, mendedInventory, policy);

      if (story.mendByHand === undefined) {
        for (const plan of plans) await apply(server, plan, 'up');
        const twice = await inventoryOf(server, ['shop']);
        expectSameState(twice, mendedInventory, 'a second run changed something');
        await story.mended?.(server);
        if (story.irreversible) {
          for (const plan of plans) expect(plan.irreversible).not.toBeNull();
        } else {
          let undone = twice;
          for (const [at, plan] of [...plans.entries()].reverse()) {
            await apply(server, plan, 'down');
            await expectConditions(server, plan, 'preconditions', 'after down');
            undone = await inventoryOf(server, ['shop']);
            expect(digestOf(plan, undone), 'the state has another fingerprint').toBe(fingerprints[at]);
          }
          const again = judge(undone);
          for (const finding of findings)
            expect(found(again, finding.object)?.fingerprint, 'silent after undo').toBe(finding.fingerprint);
          expectSameState(undone, broken, 'undo did not restore the state exactly');
        }
      } else if (story.unmendByHand !== undefined) {
        await run(server, story.unmendByHand);
        const again = judge(await inventoryOf(server, ['shop']));
        for (const finding of findings)
          expect(found(again, finding.object)?.fingerprint).toBe(finding.fingerprint);
      }

      for (const need of control.needs) {
        const unread = judge(without(mendedInventory, need));
        expect(unread.status, `${need} unread`).toBe('unknown');
      }
    });
  });
}
