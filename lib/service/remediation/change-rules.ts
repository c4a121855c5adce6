import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { recordEvent } from '../audit/record.ts';
import type { Access } from '../auth/access.ts';
import { requireActor } from '../auth/require-actor.ts';
import {
  decideRules,
  findRules,
  findRulesHistory,
  insertRules,
  lockRules,
  type RulesRow,
} from '../db/approval-rules.ts';
import { inTransaction, type Transaction } from '../db/client.ts';
import { findPersonNames } from '../db/people.ts';
import { ServiceError } from '../errors.ts';
import { oneHandSentence, sameHandSince } from '../people/same-hand.ts';
import { reasonSchema } from '../triage/note.ts';
import { type ApprovalRule, approvalRulesSchema } from './approval-rule.ts';
import { loosened } from './loosens.ts';
import { type RulesInForce, readRules, rulesInForce, rulesProblem } from './rules-in-force.ts';
import { isSealed, withSeal } from './rules-seal.ts';

export const rulesChangeSchema = z.strictObject({
  rules: approvalRulesSchema,
  /** The version it was written from; 0 the built-in rules. */
  basedOn: z.number().int().min(0),
  reason: reasonSchema.max(500),
});

export const rulesDecisionSchema = z.strictObject({
  decision: z.enum(['approve', 'reject', 'withdraw']),
  reason: z.string().trim().max(500).default(''),
});

export type RulesOutcome =
  | { readonly state: 'in-force'; readonly version: number }
  /** It asks less somewhere: it waits for a second administrator. */
  | { readonly state: 'waiting'; readonly id: string; readonly loosens: readonly string[] };

export interface RulesChange {
  readonly id: string;
  readonly version: number | null;
  readonly state: string;
  readonly author: string;
  readonly authorId: string;
  readonly createdAt: string;
  readonly reason: string;
  readonly decider: string | null;
  readonly decision: string | null;
  readonly rules: readonly ApprovalRule[];
  /** Against the rules in force. */
  readonly loosens: readonly string[];
  /** Not what Postern wrote: changed in its database. */
  readonly altered: boolean;
}

export interface RulesPage extends RulesInForce {
  readonly waiting: readonly RulesChange[];
  readonly history: readonly RulesChange[];
}

const subject = 'approval rules';
const alteredProposal =
  'It is not what its author wrote: it was changed in Postern’s database. Reject it, and have it written again.';
const current = (row: RulesRow | null) => ({ version: row?.version ?? 0 });

/**
 * Writes the rules anew. What asks no less anywhere than the rules in force is in force at once, for everything that has not begun;
 * what asks less somewhere waits for another administrator. Throws `conflict` where it was not written from the rules in force.
 */
export async function changeRules(
  access: Access<'remediation:rules'>,
  { rules, basedOn, reason }: z.infer<typeof rulesChangeSchema>,
): Promise<RulesOutcome> {
  access.demand('remediation:rules');
  const { person, actor } = access;
  return inTransaction(async (transaction) => {
    await requireActor(transaction, access, 'remediation:rules');
    const { version } = current(await lockRules(transaction));
    if (version !== basedOn)
      throw new ServiceError(
        'conflict',
        `Version ${version} came into force in the meantime. Nothing was overwritten.`,
        {
          current: version,
        },
      );
    const less = loosened((await rulesInForce(transaction)).rules, rules);
    const row = {
      id: randomUUID(),
      rules,
      authorId: person.id,
      reason,
      createdAt: new Date(),
      deciderId: null,
      decidedAt: null,
      decision: null,
    };
    if (less.length > 0) {
      const { id } = row;
      const proposal = { ...row, loosens: true, state: 'waiting', version: null };
      await insertRules(transaction, { ...withSeal(proposal), rules });
      await recordEvent(transaction, actor, 'approval-rules.propose', subject, {
        proposal: id,
        reason,
        loosens: less.slice(0, 50),
      });
      return { state: 'waiting', id, loosens: less };
    }
    const next = version + 1;
    const written = { ...row, loosens: false, state: 'in-force', version: next };
    await insertRules(transaction, { ...withSeal(written), rules });
    await recordEvent(transaction, actor, 'approval-rules.save', subject, { version: next, reason });
    return { state: 'in-force', version: next };
  });
}

async function waiting(transaction: Transaction, id: string): Promise<RulesRow> {
  const row = await findRules(transaction, id);
  if (row === null) throw new ServiceError('not-found', 'There is no such change of the rules.');
  if (row.state !== 'waiting') throw new ServiceError('conflict', `It is ${row.state} already.`);
  return row;
}

/** Decides about rules that ask less: a second administrator approves or rejects, the author withdraws. */
export async function decideRulesChange(
  access: Access<'remediation:rules'>,
  id: string,
  { decision, reason }: z.infer<typeof rulesDecisionSchema>,
): Promise<void> {
  access.demand('remediation:rules');
  const { person, actor } = access;
  await inTransaction(async (transaction) => {
    await requireActor(transaction, access, 'remediation:rules');
    const { version } = current(await lockRules(transaction));
    const row = await waiting(transaction, id);
    const own = row.authorId === person.id;
    if (own && decision !== 'withdraw')
      throw new ServiceError('forbidden', 'Another administrator has to decide about what you wrote.');
    if (decision === 'approve' && (await sameHandSince(row.createdAt, transaction))(row.authorId, person.id))
      throw new ServiceError('forbidden', oneHandSentence);
    if (!own && decision === 'withdraw')
      throw new ServiceError('forbidden', 'It is not yours: reject it, with a reason.');
    if (decision === 'reject' && reason === '') throw new ServiceError('invalid-input', 'Say why.');
    // Approved is what it says, not what it said against rules that have changed since; and only what its author wrote.
    const problem = decision === 'approve' ? rulesProblem(row) : null;
    if (problem !== null) throw new ServiceError('conflict', alteredProposal);
    const decided = { ...row, deciderId: person.id, decision: reason, decidedAt: new Date() };
    await decideRules(
      transaction,
      withSeal(
        decision === 'approve'
          ? { ...decided, state: 'in-force', version: version + 1 }
          : { ...decided, state: decision === 'reject' ? 'rejected' : 'withdrawn' },
      ),
    );
    await recordEvent(transaction, actor, `approval-rules.${decision}`, subject, {
      proposal: id,
      reason,
      ...(decision === 'approve' ? { version: version + 1 } : {}),
    });
  });
}

/** The rules in force, what waits, and what was before. */
export async function readRulesPage(access: Access<'remediation:read'>): Promise<RulesPage> {
  access.demand('remediation:read');
  const [inForce, rows] = await Promise.all([rulesInForce(), findRulesHistory(50)]);
  const ids = rows.flatMap((row) => [row.authorId, ...(row.deciderId === null ? [] : [row.deciderId])]);
  const names = await findPersonNames([...new Set(ids)]);
  const shown = rows.map((row): RulesChange => {
    const rules = readRules(row.rules);
    return {
      id: row.id,
      version: row.version,
      state: row.state,
      author: names.get(row.authorId) ?? 'somebody',
      authorId: row.authorId,
      createdAt: row.createdAt.toISOString(),
      reason: row.reason,
      decider: row.deciderId === null ? null : (names.get(row.deciderId) ?? 'somebody'),
      decision: row.decision,
      rules,
      loosens: row.state === 'waiting' ? loosened(inForce.rules, rules) : [],
      altered: !isSealed(row),
    };
  });
  return {
    ...inForce,
    waiting: shown.filter((one) => one.state === 'waiting'),
    history: shown.filter((one) => one.state !== 'waiting'),
  };
}
