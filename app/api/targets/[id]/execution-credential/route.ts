import { z } from 'zod';
import { route } from '#lib/service/auth/route.ts';
import {
  executionCredentialSchema,
  forgetExecutionCredential,
  registerExecutionCredential,
} from '#lib/service/remediation/execution-credential.ts';

const id = z.uuid();

export const PUT = route(
  { can: 'target:register', input: executionCredentialSchema.extend({ id }) },
  ({ access, input: { id: target, ...given } }) => registerExecutionCredential(access, target, given),
);

export const DELETE = route({ can: 'target:register', input: z.object({ id }) }, ({ access, input }) =>
  forgetExecutionCredential(access, input.id),
);
