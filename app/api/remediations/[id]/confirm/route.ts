import { z } from 'zod';
import { addressOf } from '#lib/service/auth/reauthenticate.ts';
import { route } from '#lib/service/auth/route.ts';
import { confirmRemediation, confirmSchema } from '#lib/service/remediation/confirm-remediation.ts';

export const POST = route(
  { can: 'remediation:apply', input: confirmSchema.extend({ id: z.uuid() }) },
  ({ access, input: { id, ...said }, request }) => confirmRemediation(access, id, said, addressOf(request)),
);
