import { z } from 'zod';
import { scramParts } from '../../engine/connect/scram-verifier.ts';

/**
 * A new password as whoever typed it sends it: what the server stores for it. The browser computes it; the password itself
 * reaches no request.
 */
export const newPasswordSchema = z.strictObject({
  role: z.string().min(1).max(63),
  verifier: z
    .string()
    .max(400)
    .refine((text) => scramParts(text) !== null, 'this is no SCRAM verifier'),
});

export type GivenPassword = z.infer<typeof newPasswordSchema>;
