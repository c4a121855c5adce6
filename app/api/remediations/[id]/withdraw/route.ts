import { z } from 'zod';
import { route } from '#lib/service/auth/route.ts';
import { withdrawalSchema, withdrawRemediation } from '#lib/service/remediation/submit-remediation.ts';

export const POST = route(
  { can: 'remediation:draft', input: withdrawalSchema.extend({ id: z.uuid() }) },
  ({ access, input: { id, reason } }) => withdrawRemediation(access, id, reason),
);
