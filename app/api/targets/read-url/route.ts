import { z } from 'zod';
import { route } from '#lib/service/auth/route.ts';
import { readConnectionUrl } from '#lib/service/targets/connection-form.ts';

// A pasted URL as the fields of the form. By POST, because it may hold a password.
export const POST = route(
  { can: 'target:register', input: z.strictObject({ url: z.string().trim().max(4000) }) },
  async ({ input }) => readConnectionUrl(input.url),
);
