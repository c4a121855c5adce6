import { z } from 'zod';
import { route } from '#lib/service/auth/route.ts';
import { endOwnSession } from '#lib/service/people/own-account.ts';

export const DELETE = route({ can: 'self:manage', input: z.object({ id: z.uuid() }) }, ({ access, input }) =>
  endOwnSession(access, input.id),
);
