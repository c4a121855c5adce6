import { z } from 'zod';
import { personRoles } from '#lib/service/auth/permissions.ts';
import { route } from '#lib/service/auth/route.ts';
import { changeRole, disablePerson, enablePerson } from '#lib/service/people/change-person.ts';

const change = z.union([
  z.strictObject({ id: z.uuid(), role: z.enum(personRoles) }),
  z.strictObject({ id: z.uuid(), disabled: z.boolean() }),
]);

export const PATCH = route({ can: 'person:manage', input: change }, ({ access, input }) => {
  if ('role' in input) return changeRole(access, input.id, input.role);
  return input.disabled ? disablePerson(access, input.id) : enablePerson(access, input.id);
});
