import { z } from 'zod';
import { route } from '#lib/service/auth/route.ts';
import { noteHistory, noteSchema, writeNote } from '#lib/service/coverage/threat-notes.ts';

const id = z.uuid();

export const GET = route(
  { can: 'finding:read', input: z.object({ id, row: z.string().min(1) }) },
  ({ access, input }) => noteHistory(access, input.id, input.row),
);

export const POST = route(
  { can: 'threat:annotate', input: noteSchema.extend({ id }) },
  ({ access, input }) => {
    const { id: targetId, ...note } = input;
    return writeNote(access, targetId, note);
  },
);
