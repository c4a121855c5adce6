import { z } from 'zod';
import { route } from '#lib/service/auth/route.ts';
import { windowSchema } from '#lib/service/remediation/maintenance-window.ts';
import { readWindow, removeWindow, saveWindow } from '#lib/service/remediation/save-window.ts';

const id = z.uuid();

export const GET = route({ can: 'remediation:read', input: z.object({ id }) }, ({ access, input }) =>
  readWindow(access, input.id),
);

export const PUT = route(
  { can: 'remediation:rules', input: windowSchema.extend({ id }) },
  ({ access, input: { id: target, ...window } }) => saveWindow(access, target, window),
);

export const DELETE = route({ can: 'remediation:rules', input: z.object({ id }) }, ({ access, input }) =>
  removeWindow(access, input.id),
);
