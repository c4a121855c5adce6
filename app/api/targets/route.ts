import { z } from 'zod';
import { route } from '#lib/service/auth/route.ts';
import { listFleet } from '#lib/service/fleet/list-fleet.ts';
import { registerTarget, registrationSchema } from '#lib/service/targets/register-target.ts';

export const GET = route({ can: 'target:read', input: z.object({}) }, ({ access }) => listFleet(access));

export const POST = route({ can: 'target:register', input: registrationSchema }, ({ access, input }) =>
  registerTarget(access, input),
);
