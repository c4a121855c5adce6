'use client';

import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import type { CatalogueThreat, ThreatScope } from '#lib/service/threats/list-threats.ts';
import { ChangeForm } from './change-form.tsx';

type Action = 'set-aside' | 'take-back' | 'remove';

const words: Readonly<Record<Action, readonly [button: string, title: string, hint: string]>> = {
  'set-aside': [
    'Set aside…',
    'Set this threat aside',
    'Stands in the policy and in every report: the threat shows as accepted, with this reason.',
  ],
  'take-back': ['Take back…', 'Let this threat count again', 'For whoever reads the trail.'],
  remove: ['Remove…', 'Remove this threat', 'For whoever reads the trail.'],
};

/** What can be done with a threat, in a policy that can have it done. */
export function ThreatActions({
  threat,
  scopes,
}: {
  threat: CatalogueThreat;
  scopes: readonly ThreatScope[];
}) {
  const [open, setOpen] = useState<Action | null>(null);
  const readable = scopes.filter((scope) => !scope.unreadable);
  const aside = new Set(threat.setAside.map((one) => one.scope));
  const places: Readonly<Record<Action, readonly ThreatScope[]>> = {
    'set-aside': readable.filter((scope) => !aside.has(scope.id)),
    'take-back': readable.filter((scope) => aside.has(scope.id)),
    remove: readable.filter((scope) => threat.addedBy.includes(scope.id)),
  };
  const actions: readonly Action[] = ['set-aside', 'take-back', 'remove'];
  return (
    <div className="flex flex-wrap gap-2">
      {actions
        .filter((action) => places[action].length > 0)
        .map((action) => (
          <Button key={action} small onClick={() => setOpen(action)}>
            {words[action][0]}
          </Button>
        ))}
      {open && (
        <ChangeForm
          title={words[open][1]}
          action={words[open][0].replace('…', '')}
          open
          onClose={() => setOpen(null)}
          scopes={places[open]}
          change={() => ({ do: open, id: threat.id })}
          reasonHint={words[open][2]}
        />
      )}
    </div>
  );
}
