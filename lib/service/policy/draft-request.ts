import { z } from 'zod';

const tooLong = 'is longer than 1 MB: check that this is the policy and not some other file';

/** A draft as a page sends it, and whose it is: of a database, or (null) of the organisation. */
export const draftRequestSchema = z.strictObject({
  targetId: z.uuid().nullable(),
  text: z.string().max(1_048_576, tooLong),
});
