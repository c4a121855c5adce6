import { z } from 'zod';
import { route } from '#lib/service/auth/route.ts';
import { executionProgress } from '#lib/service/remediation/shown-execution.ts';

const input = z.object({ id: z.uuid(), after: z.coerce.number().int().min(-1).default(-1) });

export const GET = route({ can: 'remediation:read', input }, ({ access, input: { id, after } }) =>
  executionProgress(access, id, after),
);
