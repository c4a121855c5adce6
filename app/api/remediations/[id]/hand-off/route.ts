import { z } from 'zod';
import { route } from '#lib/service/auth/route.ts';
import { handOffRemediation, handOffSchema } from '#lib/service/remediation/hand-off-remediation.ts';

export const POST = route(
  { can: 'remediation:draft', input: handOffSchema.extend({ id: z.uuid() }) },
  ({ access, input: { id, format } }) => handOffRemediation(access, id, { format }),
);
