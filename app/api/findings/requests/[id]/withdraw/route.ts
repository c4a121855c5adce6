import { z } from 'zod';
import { route } from '#lib/service/auth/route.ts';
import { withdrawRequest } from '#lib/service/triage/decide-request.ts';

export const POST = route({ can: 'finding:triage', input: z.object({ id: z.uuid() }) }, ({ access, input }) =>
  withdrawRequest(access, input.id),
);
