import { z } from 'zod';
import type { Access } from '../auth/access.ts';
import { roleMay } from '../auth/permissions.ts';
import { changeRecords } from '../db/chosen-findings.ts';
import { findPeople } from '../db/people.ts';
import { ServiceError } from '../errors.ts';
import { actOnFindings } from './act-on-findings.ts';
import { daySchema, noteSchema } from './note.ts';
import { type BulkOutcome, selectionSchema } from './selection.ts';

export const assignmentSchema = z.strictObject({
  selection: selectionSchema,
  /** Null: nobody. */
  assignee: z.uuid().nullable(),
  /** The day it should be done by; null takes it away. */
  due: daySchema.nullable(),
  note: noteSchema.default(''),
});

export interface Assignable {
  readonly id: string;
  readonly name: string;
}

/** People who can do something about a finding, by name. */
export async function assignablePeople(access: Access<'finding:read'>): Promise<readonly Assignable[]> {
  access.demand('finding:read');
  const people = await findPeople();
  return people
    .filter((person) => person.disabledAt === null && roleMay(person.role, 'finding:triage'))
    .map(({ id, name }) => ({ id, name }));
}

/** Gives findings to a person. Throws `invalid-input` for somebody who could do nothing about them. */
export async function assignFindings(
  access: Access<'finding:triage'>,
  { selection, assignee, due, note }: z.infer<typeof assignmentSchema>,
): Promise<BulkOutcome> {
  access.demand('finding:triage');
  const person = assignee === null ? null : (await findPeople()).find((one) => one.id === assignee);
  if (
    person === undefined ||
    (person !== null && (person.disabledAt !== null || !roleMay(person.role, 'finding:triage')))
  ) {
    throw new ServiceError('invalid-input', 'Findings are assigned to somebody who may act on them.');
  }
  const name = person?.name ?? null;
  return actOnFindings(access, selection, {
    trail: 'finding.assign',
    detail: { to: name, due, note },
    step: (finding) => {
      if (finding.shown === 'fixed') return { refused: 'It is fixed.' };
      if ((finding.assignee?.id ?? null) === assignee && finding.dueOn === due && note === '')
        return { refused: 'Nothing would change.' };
      return { action: 'assigned', reason: note || null, detail: { assignee: name, due } };
    },
    write: (transaction, findings) =>
      changeRecords(
        transaction,
        findings.map((finding) => finding.id),
        { assigneeId: assignee, dueOn: due },
      ),
  });
}
