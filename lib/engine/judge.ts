import { factsOf } from './analysis/facts.ts';
import { approvedRows } from './controls/approved-rows.ts';
import { evaluate } from './controls/evaluate.ts';
import { controlsDigest, registry } from './controls/registry.ts';
import { guardedObjects } from './coverage/guarded.ts';
import { coverageOf } from './coverage/matrix.ts';
import { scoreOf } from './coverage/score.ts';
import type { Inventory } from './inventory/inventory.ts';
import type { Finding } from './model/finding.ts';
import { acceptanceFor } from './policy/acceptance.ts';
import { openDecisions } from './policy/decisions/open-decisions.ts';
import { suspectColumns } from './policy/decisions/suspect-columns.ts';
import { clusterEncryption } from './policy/encryption/encrypted-columns.ts';
import { policyDigest } from './policy/load.ts';
import type { Policy } from './policy/policy.ts';
import { loadScriptParser } from './remediation/check-script.ts';
import { planFinding } from './remediation/plan-finding.ts';
import type { ScanResult } from './scan-result.ts';

/** What a judgement is called and when it was made. All given by the caller: the engine has no clock. */
export interface JudgeOptions {
  readonly id: string;
  readonly startedAt: string;
  readonly toolVersion: string;
  /** Asked twice: for the day that exceptions are held against (UTC), and for the end. */
  readonly now: () => Date;
}

/** Databases that were read, and those that should have been. */
function databaseNames({ databases, unreadDatabases }: Inventory): readonly string[] {
  return [
    ...databases.map((database) => database.name),
    ...unreadDatabases.flatMap((gap) => gap.database ?? []),
  ];
}

/** Judges a snapshot under a policy, without any server: new controls run on old snapshots. */
export async function judge(
  inventory: Inventory,
  policy: Policy,
  options: JudgeOptions,
): Promise<ScanResult> {
  await loadScriptParser();
  const { id, startedAt, toolVersion, now } = options;
  const today = now().toISOString().slice(0, 10);
  const facts = factsOf(inventory);
  const verdicts = evaluate(
    registry,
    facts,
    policy,
    (finding) => acceptanceFor(finding, policy, today),
    approvedRows(policy),
  );
  return Object.freeze({
    scan: {
      id,
      startedAt,
      finishedAt: now().toISOString(),
      toolVersion,
      policyDigest: policyDigest(policy),
      controlsDigest: controlsDigest(),
    },
    inventory,
    verdicts,
    coverage: coverageOf(verdicts, registry, policy, {
      guarded: guardedObjects(facts),
      databases: databaseNames(inventory),
    }),
    score: scoreOf(verdicts, registry),
    encryption: clusterEncryption(facts, policy),
    decisions: openDecisions(facts, policy, verdicts, suspectColumns(facts)),
    planOf: (finding: Finding) => planFinding(finding, inventory, policy),
  });
}
