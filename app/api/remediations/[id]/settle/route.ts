import { z } from 'zod';
import { route } from '#lib/service/auth/route.ts';
import { settleRemediation, settleSchema } from '#lib/service/remediation/close-remediation.ts';

export const POST = route(
  { can: 'remediation:apply', input: settleSchema.extend({ id: z.uuid() }) },
  ({ access, input: { id, ...said } }) => settleRemediation(access, id, said),
);
