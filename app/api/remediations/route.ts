import { z } from 'zod';
import { route } from '#lib/service/auth/route.ts';
import { draftRemediation, draftSchema } from '#lib/service/remediation/draft-remediation.ts';
import { listRemediations } from '#lib/service/remediation/list-remediations.ts';
import { parseRemediationQuery } from '#lib/service/remediation/remediation-query.ts';

export const GET = route({ can: 'remediation:read', input: z.looseObject({}) }, ({ access, input }) =>
  listRemediations(
    access,
    parseRemediationQuery(
      Object.fromEntries(
        Object.entries(input).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
      ),
    ),
  ),
);

export const POST = route(
  { can: ['remediation:draft', 'finding:read'], input: draftSchema },
  ({ access, input }) => draftRemediation(access, input),
);
