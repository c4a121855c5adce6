import { route } from '#lib/service/auth/route.ts';
import { connectionTestSchema, testConnection } from '#lib/service/targets/test-connection.ts';

export const POST = route(
  { can: 'target:register', input: connectionTestSchema },
  ({ access, input, request }) => testConnection(access, input, request.signal),
);
