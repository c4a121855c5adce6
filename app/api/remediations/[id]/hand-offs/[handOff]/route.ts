import { z } from 'zod';
import { route } from '#lib/service/auth/route.ts';
import { fileResponse } from '#lib/service/exports/exported-file.ts';
import { downloadHandOff } from '#lib/service/remediation/hand-off-remediation.ts';

export const GET = route(
  { can: 'remediation:read', input: z.object({ id: z.uuid(), handOff: z.uuid() }) },
  async ({ access, input }) => fileResponse(await downloadHandOff(access, input.id, input.handOff)),
);
