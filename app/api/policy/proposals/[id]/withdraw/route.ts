import { z } from 'zod';
import { route } from '#lib/service/auth/route.ts';
import { withdrawProposal } from '#lib/service/policy/decide-proposal.ts';

export const POST = route(
  { can: 'policy:edit', input: z.strictObject({ id: z.uuid() }) },
  ({ access, input }) => withdrawProposal(access, input.id),
);
