import { z } from 'zod';
import { route } from '#lib/service/auth/route.ts';
import { editRemediation, editSchema } from '#lib/service/remediation/draft-remediation.ts';
import { getRemediation } from '#lib/service/remediation/get-remediation.ts';

const id = z.uuid();

export const GET = route({ can: 'remediation:read', input: z.object({ id }) }, ({ access, input }) =>
  getRemediation(access, input.id),
);

export const PATCH = route(
  { can: ['remediation:draft', 'finding:read'], input: editSchema.extend({ id }) },
  ({ access, input: { id: remediation, ...edit } }) => editRemediation(access, remediation, edit),
);
