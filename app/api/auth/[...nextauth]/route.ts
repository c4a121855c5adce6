import nextAuth from 'next-auth';
import { z } from 'zod';
import { nextAuthOptions } from '#lib/service/auth/next-auth-options.ts';
import { route } from '#lib/service/auth/route.ts';

// Signing in and out. next-auth checks its own CSRF token; the door has already checked the origin.
const answer = route(
  { can: 'anyone', input: z.object({ nextauth: z.array(z.string()) }), body: 'raw' },
  ({ request, input }) => nextAuth(request, { params: input }, nextAuthOptions()),
);

export { answer as GET, answer as POST };
