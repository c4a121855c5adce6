import { z } from 'zod';
import { route } from '#lib/service/auth/route.ts';
import { approveRequest, rejectRequest } from '#lib/service/triage/decide-request.ts';
import { noteSchema, reasonSchema } from '#lib/service/triage/note.ts';

const decision = z.discriminatedUnion('decision', [
  z.strictObject({ id: z.uuid(), decision: z.literal('approve'), note: noteSchema.default('') }),
  z.strictObject({ id: z.uuid(), decision: z.literal('reject'), note: reasonSchema }),
]);

// What is approved may be a change of the policy: who approves must be allowed that too.
export const PATCH = route(
  { can: ['finding:approve', 'policy:edit'], input: decision },
  ({ access, input }) =>
    input.decision === 'approve'
      ? approveRequest(access, input.id, input.note)
      : rejectRequest(access, input.id, input.note),
);
