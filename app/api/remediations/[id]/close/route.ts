import { z } from 'zod';
import { route } from '#lib/service/auth/route.ts';
import { closeRemediation, closeSchema } from '#lib/service/remediation/close-remediation.ts';

export const POST = route(
  { can: 'remediation:apply', input: closeSchema.extend({ id: z.uuid() }) },
  ({ access, input: { id, ...said } }) => closeRemediation(access, id, said.reason),
);
