import { z } from 'zod';
import { route } from '#lib/service/auth/route.ts';
import { exportReport, exportRequestSchema } from '#lib/service/exports/export-report.ts';
import { fileResponse } from '#lib/service/exports/exported-file.ts';

// The same parameters as the findings page: what is exported is exactly what it shows.
export const GET = route(
  { can: 'report:export', input: exportRequestSchema.extend({ id: z.uuid() }) },
  async (visit) => {
    const { id, ...request } = visit.input;
    return fileResponse(await exportReport(visit.access, id, request));
  },
);
