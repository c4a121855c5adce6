import { z } from 'zod';
import { route } from '#lib/service/auth/route.ts';
import { answersSaveSchema, saveAnswers } from '#lib/service/decisions/answer-decisions.ts';
import { listOpenDecisions, parseDecisionsQuery } from '#lib/service/decisions/list-decisions.ts';

const id = z.uuid();

export const GET = route({ can: 'finding:read', input: z.looseObject({ id }) }, ({ access, input }) => {
  const { id: targetId, ...said } = input;
  const query = Object.entries(said).flatMap(([name, value]) =>
    typeof value === 'string' ? [[name, value] as const] : [],
  );
  return listOpenDecisions(access, targetId, parseDecisionsQuery(Object.fromEntries(query)));
});

export const POST = route(
  { can: ['finding:read', 'policy:edit'], input: answersSaveSchema.extend({ id }) },
  ({ access, input }) => {
    const { id: targetId, ...request } = input;
    return saveAnswers(access, targetId, request);
  },
);
