import { z } from 'zod';
import { addressOf } from '#lib/service/auth/reauthenticate.ts';
import { route } from '#lib/service/auth/route.ts';
import { approvalSchema, approveRemediation } from '#lib/service/remediation/decide-remediation.ts';

export const POST = route(
  { can: 'remediation:approve', input: approvalSchema.extend({ id: z.uuid() }) },
  ({ access, input: { id, ...said }, request }) => approveRemediation(access, id, said, addressOf(request)),
);
