import { route } from '#lib/service/auth/route.ts';
import { scanRoleRequestSchema, writeScanRoleScript } from '#lib/service/targets/scan-role.ts';

export const POST = route(
  { can: 'target:register', input: scanRoleRequestSchema },
  async ({ access, input }) => writeScanRoleScript(access, input),
);
