import { z } from 'zod';
import { route } from '#lib/service/auth/route.ts';
import { getScan } from '#lib/service/scans/get-scan.ts';

// Polled while a scan runs.
export const GET = route({ can: 'target:read', input: z.object({ id: z.uuid() }) }, ({ access, input }) =>
  getScan(access, input.id),
);
