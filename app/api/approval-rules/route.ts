import { z } from 'zod';
import { route } from '#lib/service/auth/route.ts';
import { changeRules, readRulesPage, rulesChangeSchema } from '#lib/service/remediation/change-rules.ts';

export const GET = route({ can: 'remediation:read', input: z.object({}) }, ({ access }) =>
  readRulesPage(access),
);

export const POST = route({ can: 'remediation:rules', input: rulesChangeSchema }, ({ access, input }) =>
  changeRules(access, input),
);
