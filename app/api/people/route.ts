import { z } from 'zod';
import { route } from '#lib/service/auth/route.ts';
import { listPeople } from '#lib/service/people/list-people.ts';

export const GET = route({ can: 'person:read', input: z.object({}) }, ({ access }) => listPeople(access));
