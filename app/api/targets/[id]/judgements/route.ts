import { z } from 'zod';
import { route } from '#lib/service/auth/route.ts';
import { requestJudgement } from '#lib/service/scans/request-judgement.ts';

export const POST = route({ can: 'scan:run', input: z.object({ id: z.uuid() }) }, ({ access, input }) =>
  requestJudgement(access, input.id),
);
