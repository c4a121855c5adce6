import { z } from 'zod';
import { route } from '#lib/service/auth/route.ts';
import { decideRulesChange, rulesDecisionSchema } from '#lib/service/remediation/change-rules.ts';

export const PATCH = route(
  { can: 'remediation:rules', input: rulesDecisionSchema.extend({ id: z.uuid() }) },
  ({ access, input: { id, ...decision } }) => decideRulesChange(access, id, decision),
);
