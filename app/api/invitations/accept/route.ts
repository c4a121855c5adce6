import { route } from '#lib/service/auth/route.ts';
import { acceptanceSchema, acceptInvitation } from '#lib/service/people/accept-invitation.ts';

// The link an administrator sent is the proof; there is no session yet.
export const POST = route({ can: 'anyone', input: acceptanceSchema }, ({ input }) => acceptInvitation(input));
