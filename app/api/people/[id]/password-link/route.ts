import { z } from 'zod';
import { addressOf } from '#lib/service/auth/reauthenticate.ts';
import { route } from '#lib/service/auth/route.ts';
import {
  makePasswordLink,
  passwordLinkSchema,
  withdrawPasswordLink,
} from '#lib/service/people/password-link.ts';

export const POST = route({ can: 'person:manage', input: passwordLinkSchema }, ({ access, input, request }) =>
  makePasswordLink(access, input, addressOf(request)),
);

export const DELETE = route(
  { can: 'person:manage', input: z.object({ id: z.uuid() }) },
  ({ access, input }) => withdrawPasswordLink(access, input.id),
);
