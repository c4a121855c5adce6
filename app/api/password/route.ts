import { addressOf } from '#lib/service/auth/reauthenticate.ts';
import { route } from '#lib/service/auth/route.ts';
import { newPasswordSchema, setPasswordByLink } from '#lib/service/people/set-password-by-link.ts';

// The one-time link is the proof; who forgot their password has no session.
export const POST = route({ can: 'anyone', input: newPasswordSchema }, ({ input, request }) =>
  setPasswordByLink(input, addressOf(request)),
);
