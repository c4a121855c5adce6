import { z } from 'zod';
import { route } from '#lib/service/auth/route.ts';
import { listScans } from '#lib/service/scans/get-scan.ts';
import { requestScan } from '#lib/service/scans/request-scan.ts';

const input = z.object({ id: z.uuid() });

export const GET = route({ can: 'target:read', input }, (visit) => listScans(visit.access, visit.input.id));

export const POST = route({ can: 'scan:run', input }, (visit) => requestScan(visit.access, visit.input.id));
