import { z } from 'zod';
import { route } from '#lib/service/auth/route.ts';
import { organisation } from '#lib/service/policy/policy-scope.ts';
import { getPolicy, policySaveSchema, savePolicy } from '#lib/service/policy/policy-versions.ts';

const version = z.coerce.number().int().min(1).nullable().default(null);

// The organisation's policy, which lies under every database's.
export const GET = route({ can: 'policy:read', input: z.object({ version }) }, ({ access, input }) =>
  getPolicy(access, organisation, input.version),
);

export const PUT = route({ can: 'policy:edit', input: policySaveSchema }, ({ access, input }) =>
  savePolicy(access, organisation, input),
);
