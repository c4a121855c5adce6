import { z } from 'zod';
import { route } from '#lib/service/auth/route.ts';
import { exportReport, exportRequestSchema } from '#lib/service/exports/export-report.ts';

// The same parameters as the findings page: what is exported is exactly what it shows.
export const GET = route(
  { can: 'report:export', input: exportRequestSchema.extend({ id: z.uuid() }) },
  async (visit) => {
    const { id, ...request } = visit.input;
    const file = await exportReport(visit.access, id, request);
    return new Response(file.body, {
      headers: {
        'Content-Type': file.contentType,
        'Content-Disposition': `attachment; filename="${file.name}"`,
        'Cache-Control': 'private, no-store',
      },
    });
  },
);
