import { z } from 'zod';
import { route } from '#lib/service/auth/route.ts';
import { rejectionSchema, rejectRemediation } from '#lib/service/remediation/decide-remediation.ts';

export const POST = route(
  { can: 'remediation:approve', input: rejectionSchema.extend({ id: z.uuid() }) },
  ({ access, input: { id, ...said } }) => rejectRemediation(access, id, said),
);
