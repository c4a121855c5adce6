import { z } from 'zod';
import { route } from '#lib/service/auth/route.ts';
import { unscheduleRemediation } from '#lib/service/remediation/schedule-remediation.ts';

export const POST = route(
  { can: 'remediation:apply', input: z.object({ id: z.uuid() }) },
  ({ access, input }) => unscheduleRemediation(access, input.id),
);
