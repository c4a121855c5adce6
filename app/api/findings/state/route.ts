import { route } from '#lib/service/auth/route.ts';
import { setFindingState, stateChangeSchema } from '#lib/service/triage/set-finding-state.ts';

export const POST = route({ can: 'finding:triage', input: stateChangeSchema }, ({ access, input }) =>
  setFindingState(access, input),
);
