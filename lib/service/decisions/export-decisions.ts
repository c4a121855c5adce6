import { z } from 'zod';
import { takenDecisions } from '../../engine/policy/decisions/taken-decisions.ts';
import { loadLayers } from '../../engine/policy/layers/load-layers.ts';
import { emptyPolicy, type Policy } from '../../engine/policy/policy.ts';
import {
  type DecisionRecord,
  decisionRecord,
  decisionRecords,
  recordFileName,
} from '../../engine/report/decision-record.ts';
import { recordEvent } from '../audit/record.ts';
import type { Access } from '../auth/access.ts';
import { inTransaction } from '../db/client.ts';
import { findPersonNames } from '../db/people.ts';
import { findPolicyTexts } from '../db/policies.ts';
import { ServiceError } from '../errors.ts';
import { type ExportedFile, exportedName } from '../exports/exported-file.ts';
import { zip } from '../exports/zip.ts';
import { requireTarget } from '../targets/get-target.ts';
import { type CurrentDecisions, currentDecisions } from './current-decisions.ts';
import { decisionNotes } from './list-decisions.ts';

export const decisionExportSchema = z.object({
  /** Id of one decision; all of them, as a zip, where it is left out. */
  decision: z.string().min(1).max(2000).optional(),
});

/** Versions looked through for who decided what; whatever stood before them is told as of the oldest of these. */
const mostVersions = 200;

async function acceptedRecords(targetId: string, { facts, inForce }: CurrentDecisions) {
  const versions = [...(await findPolicyTexts(targetId, mostVersions))].sort((a, b) => a.version - b.version);
  const names = await findPersonNames(versions.flatMap(({ authorId }) => authorId ?? []));
  const records = new Map<string, DecisionRecord>();
  let before: Policy = emptyPolicy;
  for (const { version, text, reason, authorId, createdAt } of versions) {
    const loaded = loadLayers({ organisation: inForce.texts.organisation, database: text });
    // A version that can no longer be read decided nothing that anybody could point at.
    if (!('policy' in loaded)) continue;
    for (const { decision, stated } of takenDecisions(facts, before, loaded.policy)) {
      const by = authorId === null ? 'Postern' : (names.get(authorId) ?? 'somebody who has left');
      const taken = { at: createdAt.toISOString(), by, in: `version ${version} of the policy`, reason };
      records.set(decision.id, { status: 'accepted', decision, stated, taken });
    }
    before = loaded.policy;
  }
  return records;
}

/** The newest state of every decision: open ones proposed, the others as the policy took them. */
async function allRecords(targetId: string, current: CurrentDecisions): Promise<readonly DecisionRecord[]> {
  const [accepted, notes] = await Promise.all([acceptedRecords(targetId, current), decisionNotes(targetId)]);
  const open = new Set(current.open.map(({ id }) => id));
  const noted = (id: string) =>
    (notes.get(id) ?? []).map(({ note, author, at }) => ({ note, by: author, at })).reverse();
  return [
    ...current.open.map(
      (decision): DecisionRecord => ({ status: 'proposed', decision, notes: noted(decision.id) }),
    ),
    ...[...accepted.values()]
      .filter(({ decision }) => !open.has(decision.id))
      .map((record): DecisionRecord => ({ ...record, notes: noted(record.decision.id) })),
  ];
}

/** One decision as a record in Markdown, or all as a zip with an index. */
export async function exportDecisions(
  access: Access<'finding:read' | 'report:export'>,
  targetId: string,
  { decision: id }: z.infer<typeof decisionExportSchema>,
): Promise<ExportedFile<string | Uint8Array<ArrayBuffer>>> {
  access.demand('report:export');
  const target = await requireTarget(targetId);
  const current = await currentDecisions(access, targetId);
  const records = await allRecords(targetId, current);
  const wanted = id === undefined ? null : records.find((record) => record.decision.id === id);
  if (wanted === undefined) throw new ServiceError('not-found', 'There is no such decision.');
  await inTransaction((transaction) =>
    recordEvent(transaction, access.actor, 'report.export', target.name, {
      format: 'decision records',
      decisions: wanted === null ? records.length : 1,
    }),
  );
  if (wanted !== null)
    return {
      name: recordFileName(wanted.decision),
      contentType: 'text/markdown; charset=utf-8',
      body: decisionRecord(wanted),
    };
  const files = decisionRecords(records, target.name);
  return {
    name: exportedName('postern-decisions', target.name, current.scan.finishedAt, 'zip'),
    contentType: 'application/zip',
    body: await zip(files.map((file) => ({ name: `decisions/${file.name}`, text: file.text }))),
  };
}
