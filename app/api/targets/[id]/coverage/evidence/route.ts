import { z } from 'zod';
import { route } from '#lib/service/auth/route.ts';
import { cellEvidence } from '#lib/service/coverage/cell-evidence.ts';

const input = z.object({
  id: z.uuid(),
  /** Ids of controls, with commas. */
  controls: z.string().transform((ids) => ids.split(',').filter((one) => one !== '')),
  database: z.string().optional(),
});

export const GET = route({ can: 'finding:read', input }, ({ access, input: said }) =>
  cellEvidence(access, said.id, said.controls, said.database ?? null),
);
