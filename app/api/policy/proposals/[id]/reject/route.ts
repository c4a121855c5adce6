import { z } from 'zod';
import { route } from '#lib/service/auth/route.ts';
import { decisionReasonSchema, rejectProposal } from '#lib/service/policy/decide-proposal.ts';

export const POST = route(
  { can: 'policy:edit', input: z.strictObject({ id: z.uuid(), reason: decisionReasonSchema }) },
  ({ access, input }) => rejectProposal(access, input.id, input.reason),
);
