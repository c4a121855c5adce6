import { z } from 'zod';
import { route } from '#lib/service/auth/route.ts';
import { answersSchema, previewAnswers } from '#lib/service/decisions/answer-decisions.ts';

export const POST = route(
  { can: ['finding:read', 'policy:edit'], input: answersSchema.extend({ id: z.uuid() }) },
  ({ access, input }) => {
    const { id, ...request } = input;
    return previewAnswers(access, id, request);
  },
);
