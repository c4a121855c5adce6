import { z } from 'zod';
import { addressOf } from '#lib/service/auth/reauthenticate.ts';
import { route } from '#lib/service/auth/route.ts';
import { requestUndo, startSchema } from '#lib/service/remediation/start-remediation.ts';

export const POST = route(
  { can: 'remediation:apply', input: startSchema.extend({ id: z.uuid() }) },
  ({ access, input: { id, ...said }, request }) => requestUndo(access, id, said, addressOf(request)),
);
