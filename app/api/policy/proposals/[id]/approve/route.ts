import { z } from 'zod';
import { route } from '#lib/service/auth/route.ts';
import { approveProposal, decisionReasonSchema } from '#lib/service/policy/decide-proposal.ts';

export const POST = route(
  {
    can: 'policy:edit',
    input: z.strictObject({ id: z.uuid(), reason: decisionReasonSchema.nullable().default(null) }),
  },
  ({ access, input }) => approveProposal(access, input.id, input.reason),
);
