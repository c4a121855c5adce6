import { z } from 'zod';
import { route } from '#lib/service/auth/route.ts';
import { decisionExportSchema, exportDecisions } from '#lib/service/decisions/export-decisions.ts';
import { fileResponse } from '#lib/service/exports/exported-file.ts';

export const GET = route(
  { can: ['finding:read', 'report:export'], input: decisionExportSchema.extend({ id: z.uuid() }) },
  async ({ access, input }) => {
    const { id, ...request } = input;
    return fileResponse(await exportDecisions(access, id, request));
  },
);
