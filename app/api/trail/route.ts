import { route } from '#lib/service/auth/route.ts';
import { listTrail, trailQuerySchema } from '#lib/service/trail/list-trail.ts';

export const GET = route({ can: 'trail:read', input: trailQuerySchema }, ({ access, input }) =>
  listTrail(access, input),
);
