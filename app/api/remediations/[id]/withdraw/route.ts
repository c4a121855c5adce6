import { z } from 'zod';
import { route } from '#lib/service/auth/route.ts';
import { submitSchema, withdrawRemediation } from '#lib/service/remediation/submit-remediation.ts';

export const POST = route(
  { can: 'remediation:draft', input: submitSchema.extend({ id: z.uuid() }) },
  ({ access, input: { id, ...said } }) => withdrawRemediation(access, id, said.note),
);
