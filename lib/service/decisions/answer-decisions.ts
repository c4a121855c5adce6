import { z } from 'zod';
import { answerOption, fieldName } from '../../engine/policy/decisions/answer-option.ts';
import { partEdits } from '../../engine/policy/decisions/part-edits.ts';
import type { PolicyEdit } from '../../engine/policy/edit/policy-edit.ts';
import { readDocument } from '../../engine/policy/load.ts';
import type { Policy } from '../../engine/policy/policy.ts';
import type { PolicyProblem } from '../../engine/policy/policy-problem.ts';
import { recordEvent } from '../audit/record.ts';
import type { Access } from '../auth/access.ts';
import { inTransaction } from '../db/client.ts';
import { insertDecisionNote } from '../db/decision-notes.ts';
import { ServiceError } from '../errors.ts';
import { changePolicy, editedText } from '../policy/change-policy.ts';
import { draftProblems } from '../policy/check-draft.ts';
import { type DiffLine, diffLines } from '../policy/line-diff.ts';
import { databasePolicy } from '../policy/policy-scope.ts';
import type { PolicyOutcome } from '../policy/save-version.ts';
import { requireTarget } from '../targets/get-target.ts';
import { currentDecisions } from './current-decisions.ts';

const answer = z.strictObject({
  decision: z.string().min(1).max(2000),
  /** Title of the option taken. */
  option: z.string().min(1).max(500),
  /** By field name; a list has one entry a line. */
  values: z.record(z.string().max(300), z.string().max(10_000)).default({}),
});

export const answersSchema = z.strictObject({
  answers: z.array(answer).min(1, 'there is no answer').max(500, 'are more than 500 answers at once'),
  /** The database's policy version they are made against. */
  basedOn: z.number().int().min(0),
});

export const answersSaveSchema = answersSchema.extend({
  reason: z.string().trim().min(1, 'say why, for whoever reads the trail').max(500),
});

/** What is wrong with an answer: shown at its field. */
export interface AnswerProblem {
  readonly decision: string;
  readonly field: string;
  readonly message: string;
}

function ownPolicy(text: string): Policy {
  const loaded = readDocument(text);
  if ('policy' in loaded) return loaded.policy;
  throw new ServiceError(
    'invalid-policy',
    'The policy in force cannot be read: mend its text first.',
    loaded.problems,
  );
}

async function editsFor(
  access: Access<'finding:read' | 'policy:edit'>,
  targetId: string,
  { answers, basedOn }: z.infer<typeof answersSchema>,
): Promise<{ readonly edits: readonly PolicyEdit[]; readonly text: string }> {
  const { open, inForce } = await currentDecisions(access, targetId);
  const current = inForce.policyVersion ?? 0;
  if (basedOn !== current) {
    throw new ServiceError(
      'conflict',
      `Version ${current} was saved in the meantime. Nothing was overwritten.`,
      { current },
    );
  }
  const policy = ownPolicy(inForce.texts.database);
  const byId = new Map(open.map((decision) => [decision.id, decision]));
  const problems: AnswerProblem[] = [];
  const edits: PolicyEdit[] = [];
  for (const { decision: id, option: title, values } of answers) {
    const decision = byId.get(id);
    const option = decision?.options.find((one) => one.title === title);
    if (!decision || !option) {
      const message = decision ? 'There is no such option.' : 'It is not open any more.';
      problems.push({ decision: id, field: '', message });
      continue;
    }
    const known = new Set((option.fields ?? []).map(fieldName));
    const unknown = Object.keys(values).find((name) => !known.has(name));
    if (unknown !== undefined) {
      problems.push({ decision: id, field: unknown, message: 'This option has no such field.' });
      continue;
    }
    const answered = answerOption(option, values);
    if ('problems' in answered)
      problems.push(...answered.problems.map((problem) => ({ decision: id, ...problem })));
    else if (answered.part !== null) edits.push(...partEdits(answered.part, policy));
  }
  if (problems.length > 0)
    throw new ServiceError('invalid-input', 'Some answers are not complete.', problems);
  if (edits.length === 0)
    throw new ServiceError(
      'invalid-input',
      'None of these answers is said in the policy: there is nothing to save.',
    );
  return { edits, text: inForce.texts.database };
}

export interface AnswersPreview {
  readonly diff: readonly DiffLine[];
  /** Warnings about the text as it would be. */
  readonly problems: readonly PolicyProblem[];
}

/** What the answers would make of the policy's text. Nothing is changed. */
export async function previewAnswers(
  access: Access<'finding:read' | 'policy:edit'>,
  targetId: string,
  request: z.infer<typeof answersSchema>,
): Promise<AnswersPreview> {
  access.demand('policy:edit');
  const { edits, text } = await editsFor(access, targetId, request);
  const after = editedText(text, edits);
  const problems = await draftProblems(databasePolicy(targetId), after, { names: false });
  return { diff: diffLines(text, after), problems };
}

/** Answers become a new version of the database's policy, all of them or none. */
export async function saveAnswers(
  access: Access<'finding:read' | 'policy:edit'>,
  targetId: string,
  { reason, ...request }: z.infer<typeof answersSaveSchema>,
): Promise<PolicyOutcome> {
  access.demand('policy:edit');
  const { edits } = await editsFor(access, targetId, request);
  return changePolicy(access, databasePolicy(targetId), edits, reason, { basedOn: request.basedOn });
}

export const decisionNoteSchema = z.strictObject({
  decision: z.string().min(1).max(2000),
  note: z.string().trim().min(1, 'say why it has to wait').max(1000),
});

/** Puts a decision off, with a note. It answers nothing: the decision stays open and what waits for it stays unknown. */
export async function noteDecision(
  access: Access<'finding:read' | 'policy:edit'>,
  targetId: string,
  { decision, note }: z.infer<typeof decisionNoteSchema>,
): Promise<void> {
  access.demand('policy:edit');
  const target = await requireTarget(targetId);
  const { open } = await currentDecisions(access, targetId);
  if (!open.some((one) => one.id === decision))
    throw new ServiceError('not-found', 'This decision is not open any more.');
  const authorId = access.actor.id;
  if (authorId === null) throw new ServiceError('forbidden', 'Only a person puts a decision off.');
  await inTransaction(async (transaction) => {
    await insertDecisionNote(transaction, { targetId, decisionId: decision, note, authorId });
    await recordEvent(transaction, access.actor, 'decision.note', target.name, { decision, note });
  });
}
