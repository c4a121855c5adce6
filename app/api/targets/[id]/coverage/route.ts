import { z } from 'zod';
import { route } from '#lib/service/auth/route.ts';
import { coverageQuerySchema } from '#lib/service/coverage/coverage-query.ts';
import { getMatrix } from '#lib/service/coverage/get-matrix.ts';

export const GET = route(
  { can: 'finding:read', input: coverageQuerySchema.extend({ id: z.uuid() }) },
  ({ access, input }) => {
    const { id, ...query } = input;
    return getMatrix(access, id, query);
  },
);
