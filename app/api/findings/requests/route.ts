import { z } from 'zod';
import { route } from '#lib/service/auth/route.ts';
import { listRequests } from '#lib/service/triage/list-requests.ts';
import { decisionRequestSchema, requestDecision } from '#lib/service/triage/request-decision.ts';

export const GET = route({ can: 'finding:read', input: z.object({}) }, ({ access }) => listRequests(access));

export const POST = route({ can: 'finding:triage', input: decisionRequestSchema }, ({ access, input }) =>
  requestDecision(access, input),
);
