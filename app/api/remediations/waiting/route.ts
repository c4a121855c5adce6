import { z } from 'zod';
import { route } from '#lib/service/auth/route.ts';
import { countWaitingRemediations } from '#lib/service/remediation/list-remediations.ts';

/** For the badge of the navigation. */
export const GET = route({ can: 'remediation:read', input: z.object({}) }, async ({ access }) => ({
  waiting: await countWaitingRemediations(access),
}));
