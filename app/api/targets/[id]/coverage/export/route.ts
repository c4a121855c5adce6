import { z } from 'zod';
import { route } from '#lib/service/auth/route.ts';
import { coverageExportSchema, exportCoverage } from '#lib/service/coverage/export-coverage.ts';
import { fileResponse } from '#lib/service/exports/exported-file.ts';

// The same parameters as the page: what is exported is exactly what it shows.
export const GET = route(
  { can: ['report:export', 'finding:read'], input: coverageExportSchema.extend({ id: z.uuid() }) },
  async ({ access, input }) => {
    const { id, ...request } = input;
    return fileResponse(await exportCoverage(access, id, request));
  },
);
