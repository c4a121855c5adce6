import { z } from 'zod';
import { route } from '#lib/service/auth/route.ts';
import { archiveTarget, editTarget, targetEditSchema } from '#lib/service/targets/edit-target.ts';
import { getTarget } from '#lib/service/targets/get-target.ts';

const id = z.uuid();

export const GET = route({ can: 'target:read', input: z.object({ id }) }, ({ access, input }) =>
  getTarget(access, input.id),
);

export const PATCH = route(
  { can: 'target:register', input: targetEditSchema.extend({ id }) },
  ({ access, input }) => {
    const { id: targetId, ...edit } = input;
    return editTarget(access, targetId, edit);
  },
);

export const DELETE = route({ can: 'target:register', input: z.object({ id }) }, ({ access, input }) =>
  archiveTarget(access, input.id),
);
