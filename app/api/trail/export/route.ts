import { route } from '#lib/service/auth/route.ts';
import { fileResponse } from '#lib/service/exports/exported-file.ts';
import { exportTrail, trailExportSchema } from '#lib/service/trail/export-trail.ts';

// The same parameters as the trail's page: what is exported is what its filter leaves, all of it.
export const GET = route(
  { can: ['trail:read', 'report:export'], input: trailExportSchema },
  async ({ access, input }) => fileResponse(await exportTrail(access, input)),
);
