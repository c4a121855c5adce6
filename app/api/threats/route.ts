import { z } from 'zod';
import { route } from '#lib/service/auth/route.ts';
import { changeThreats, threatChangeSchema } from '#lib/service/threats/change-threats.ts';
import { listThreats } from '#lib/service/threats/list-threats.ts';

export const GET = route(
  { can: ['target:read', 'finding:read', 'policy:read'], input: z.object({}) },
  ({ access }) => listThreats(access),
);

export const POST = route({ can: 'policy:edit', input: threatChangeSchema }, ({ access, input }) =>
  changeThreats(access, input),
);
