import { z } from 'zod';
import { route } from '#lib/service/auth/route.ts';
import { checkPolicyText } from '#lib/service/policy/policy-versions.ts';

// Problems while one types. By POST, because it is a document.
export const POST = route(
  { can: 'policy:read', input: z.strictObject({ text: z.string().max(1_048_576, 'is longer than 1 MB') }) },
  async ({ input }) => ({ problems: checkPolicyText(input.text) }),
);
