import { z } from 'zod';
import { route } from '#lib/service/auth/route.ts';
import { cancelScan } from '#lib/service/scans/request-scan.ts';

export const POST = route({ can: 'scan:run', input: z.object({ id: z.uuid() }) }, ({ access, input }) =>
  cancelScan(access, input.id),
);
