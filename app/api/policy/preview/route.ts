import { z } from 'zod';
import { route } from '#lib/service/auth/route.ts';
import { draftRequestSchema } from '#lib/service/policy/draft-request.ts';
import { previewPolicy } from '#lib/service/policy/preview-policy.ts';

const input = draftRequestSchema.extend({ targetId: z.uuid(), layer: z.enum(['organisation', 'database']) });

// What a draft would change, judged on what the last scan of a database read; nothing is stored.
export const POST = route({ can: ['policy:read', 'finding:read'], input }, ({ access, input: draft }) =>
  previewPolicy(access, draft.targetId, draft),
);
