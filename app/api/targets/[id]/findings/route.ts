import { z } from 'zod';
import { route } from '#lib/service/auth/route.ts';
import { findingQuerySchema } from '#lib/service/findings/finding-query.ts';
import { listFindings } from '#lib/service/findings/list-findings.ts';

export const GET = route(
  { can: 'finding:read', input: findingQuerySchema.extend({ id: z.uuid() }) },
  ({ access, input }) => {
    const { id, ...query } = input;
    return listFindings(access, id, query);
  },
);
