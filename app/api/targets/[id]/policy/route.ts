import { z } from 'zod';
import { route } from '#lib/service/auth/route.ts';
import { databasePolicy } from '#lib/service/policy/policy-scope.ts';
import { getPolicy, policySaveSchema, savePolicy } from '#lib/service/policy/policy-versions.ts';

const id = z.uuid();
const version = z.coerce.number().int().min(1).nullable().default(null);

export const GET = route({ can: 'policy:read', input: z.object({ id, version }) }, ({ access, input }) =>
  getPolicy(access, databasePolicy(input.id), input.version),
);

export const PUT = route(
  { can: 'policy:edit', input: policySaveSchema.extend({ id }) },
  ({ access, input }) => {
    const { id: targetId, ...save } = input;
    return savePolicy(access, databasePolicy(targetId), save);
  },
);
