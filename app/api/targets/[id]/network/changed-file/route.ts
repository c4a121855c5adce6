import { z } from 'zod';
import { route } from '#lib/service/auth/route.ts';
import { changedFile } from '#lib/service/network/changed-file.ts';
import { openSnapshot } from '#lib/service/snapshot/open-snapshot.ts';

/** A `pg_hba.conf` of thousands of rules fits; nobody's is longer. */
const file = z.string().max(262_144, 'is longer than 256 kB');

// By POST, because it is a document. It changes nothing, and nothing of it is kept.
export const POST = route(
  {
    can: ['target:read', 'finding:read'],
    input: z.strictObject({ id: z.uuid(), hba: file, ident: file.default('') }),
  },
  async ({ access, input }) => {
    const { facts } = await openSnapshot(access, input.id);
    return changedFile(facts, input);
  },
);
