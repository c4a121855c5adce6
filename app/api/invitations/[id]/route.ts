import { z } from 'zod';
import { route } from '#lib/service/auth/route.ts';
import { withdrawInvitation } from '#lib/service/people/invite-person.ts';

export const DELETE = route(
  { can: 'person:manage', input: z.object({ id: z.uuid() }) },
  ({ access, input }) => withdrawInvitation(access, input.id),
);
