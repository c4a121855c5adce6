import { z } from 'zod';
import { route } from '#lib/service/auth/route.ts';
import { getCoverage } from '#lib/service/coverage/get-coverage.ts';

export const GET = route({ can: 'finding:read', input: z.object({ id: z.uuid() }) }, ({ access, input }) =>
  getCoverage(access, input.id),
);
