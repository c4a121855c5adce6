import { z } from 'zod';
import { route } from '#lib/service/auth/route.ts';
import { submitRemediation, submitSchema } from '#lib/service/remediation/submit-remediation.ts';

export const POST = route(
  { can: 'remediation:draft', input: submitSchema.extend({ id: z.uuid() }) },
  ({ access, input: { id, ...said } }) => submitRemediation(access, id, said.note),
);
