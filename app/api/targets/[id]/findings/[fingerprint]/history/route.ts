import { z } from 'zod';
import { route } from '#lib/service/auth/route.ts';
import { getFindingHistory } from '#lib/service/triage/finding-history.ts';

const input = z.object({ id: z.uuid(), fingerprint: z.string().max(64).default('') });

export const GET = route({ can: 'finding:read', input }, (visit) =>
  getFindingHistory(visit.access, visit.input.id, visit.input.fingerprint),
);
