import { addressOf } from '#lib/service/auth/reauthenticate.ts';
import { route } from '#lib/service/auth/route.ts';
import { changePassword, passwordChangeSchema } from '#lib/service/people/own-account.ts';

export const POST = route({ can: 'self:manage', input: passwordChangeSchema }, ({ access, input, request }) =>
  changePassword(access, input, addressOf(request)),
);
