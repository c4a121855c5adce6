import { z } from 'zod';
import { route } from '#lib/service/auth/route.ts';
import { decisionNoteSchema, noteDecision } from '#lib/service/decisions/answer-decisions.ts';

export const POST = route(
  { can: ['finding:read', 'policy:edit'], input: decisionNoteSchema.extend({ id: z.uuid() }) },
  ({ access, input }) => {
    const { id, ...note } = input;
    return noteDecision(access, id, note);
  },
);
