import { route } from '#lib/service/auth/route.ts';
import {
  createFirstAdministrator,
  firstAdministratorSchema,
} from '#lib/service/people/first-administrator.ts';

// The one-time link that npm start printed is the proof; there is no session yet.
export const POST = route({ can: 'anyone', input: firstAdministratorSchema }, ({ input }) =>
  createFirstAdministrator(input),
);
