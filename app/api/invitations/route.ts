import { route } from '#lib/service/auth/route.ts';
import { invitationSchema, invitePerson } from '#lib/service/people/invite-person.ts';

export const POST = route({ can: 'person:manage', input: invitationSchema }, ({ access, input }) =>
  invitePerson(access, input),
);
