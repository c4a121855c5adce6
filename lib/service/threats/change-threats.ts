import { z } from 'zod';
import type { PolicyEdit } from '../../engine/policy/edit/policy-edit.ts';
import type { Access } from '../auth/access.ts';
import { changePolicy } from '../policy/change-policy.ts';
import { databasePolicy, organisation } from '../policy/policy-scope.ts';
import type { PolicyOutcome } from '../policy/save-version.ts';

const said = z.string().trim().max(2000);
const id = z
  .string()
  .trim()
  .min(1, 'is missing')
  .max(100)
  .regex(/^[a-z0-9][a-z0-9-]*$/, 'takes lower case letters, digits and hyphens');
const reason = said.min(1, 'say why, for whoever reads the policy');

/** Left out where nothing was written: an empty text would state that there is none. */
const part = said.transform((text) => (text === '' ? undefined : text)).optional();

const entry = z.strictObject({
  id,
  title: said.min(1, 'is missing'),
  controls: z.array(z.string().min(1).max(200)).max(500),
  actor: part,
  asset: part,
  boundary: part,
  path: part,
});

const scope = z.union([z.literal('organisation'), z.uuid()]);

/** One change of what a policy says about threats. `reason` goes into the policy where it has a place, and into the trail. */
export const threatChangeSchema = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('set-aside'), scope, id: z.string().min(1).max(200), reason }),
  z.strictObject({ do: z.literal('take-back'), scope, id: z.string().min(1).max(200), reason }),
  z.strictObject({ do: z.literal('add'), scope, entry, reason }),
  z.strictObject({ do: z.literal('remove'), scope, id: z.string().min(1).max(200), reason }),
]);

export type ThreatChange = z.infer<typeof threatChangeSchema>;

function editOf(change: ThreatChange): PolicyEdit {
  switch (change.do) {
    case 'set-aside':
      return { do: 'put', section: 'threats.setAside', entry: { id: change.id, reason: change.reason } };
    case 'take-back':
      return { do: 'remove', section: 'threats.setAside', key: { id: change.id } };
    case 'add': {
      const stated = Object.entries(change.entry).filter(([, value]) => value !== undefined);
      const { id: threat, title, controls } = change.entry;
      return {
        do: 'add',
        section: 'threats.add',
        entry: { ...Object.fromEntries(stated), id: threat, title, controls },
      };
    }
    case 'remove':
      return { do: 'remove', section: 'threats.add', key: { id: change.id } };
  }
}

/** Changes a policy's threats: a new version, by whose reason; what it concerns is judged again. */
export function changeThreats(access: Access<'policy:edit'>, change: ThreatChange): Promise<PolicyOutcome> {
  access.demand('policy:edit');
  const where = change.scope === 'organisation' ? organisation : databasePolicy(change.scope);
  // The edits' own keys are guard enough: what is added must not stand already, what is removed must stand.
  return changePolicy(access, where, [editOf(change)], change.reason, { basedOn: null });
}
