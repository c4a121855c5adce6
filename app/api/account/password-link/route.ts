import { z } from 'zod';
import { route } from '#lib/service/auth/route.ts';
import { endOwnPasswordLink } from '#lib/service/people/own-password-links.ts';

export const DELETE = route({ can: 'self:manage', input: z.object({}) }, ({ access }) =>
  endOwnPasswordLink(access),
);
