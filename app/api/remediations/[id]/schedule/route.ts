import { z } from 'zod';
import { addressOf } from '#lib/service/auth/reauthenticate.ts';
import { route } from '#lib/service/auth/route.ts';
import { scheduleRemediation, scheduleSchema } from '#lib/service/remediation/schedule-remediation.ts';

export const POST = route(
  { can: 'remediation:apply', input: scheduleSchema.extend({ id: z.uuid() }) },
  ({ access, input: { id, ...said }, request }) => scheduleRemediation(access, id, said, addressOf(request)),
);
