import { z } from 'zod';
import { route } from '#lib/service/auth/route.ts';
import { rehearsalSchema, requestRehearsal } from '#lib/service/remediation/request-rehearsal.ts';

export const POST = route(
  { can: 'remediation:apply', input: rehearsalSchema.extend({ id: z.uuid() }) },
  ({ access, input: { id, ...said } }) => requestRehearsal(access, id, said),
);
