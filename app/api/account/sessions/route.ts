import { z } from 'zod';
import { route } from '#lib/service/auth/route.ts';
import { listOwnSessions } from '#lib/service/people/own-account.ts';

export const GET = route({ can: 'self:manage', input: z.object({}) }, ({ access }) =>
  listOwnSessions(access),
);
