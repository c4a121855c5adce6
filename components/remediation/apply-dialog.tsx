'use client';

import { useState } from 'react';
import { Field } from '#components/ui/field.tsx';
import { Hostile } from '#components/ui/hostile.tsx';
import { Identifier } from '#components/ui/identifier.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { Select } from '#components/ui/select.tsx';
import type { RemediationView } from '#lib/service/remediation/remediation-view.ts';
import { AskDialog } from './ask-dialog.tsx';
import { runsOnTarget } from './runs-on-target.ts';

const words = {
  apply: { title: 'Apply', verb: 'Apply' },
  undo: { title: 'Undo', verb: 'Undo' },
  rehearse: { title: 'Rehearse', verb: 'Rehearse' },
};

export interface ApplyDialogProps {
  view: RemediationView;
  action: 'apply' | 'undo' | 'rehearse';
  onClose: () => void;
  onDone: () => void;
}

/** Asks with whose credential it runs, held or given for this run alone, and the own password again where it changes anything. */
export function ApplyDialog({ view, action, onClose, onDone }: ApplyDialogProps) {
  const { credential, conditions } = view;
  const [held, setHeld] = useState(credential !== null);
  const [role, setRole] = useState(conditions.executionRole ?? '');
  const [secret, setSecret] = useState('');
  const { title, verb } = words[action];
  // What Postern does not apply is planned for nobody: whoever may try it does.
  const bound = view.kind === 'sql' && conditions.executionRole !== null;
  return (
    <AskDialog
      title={title}
      verb={verb}
      path={`/api/remediations/${view.id}/${action}`}
      body={() => (held ? {} : { credential: { role, password: secret } })}
      password={action !== 'rehearse'}
      onClose={onClose}
      onDone={onDone}
    >
      <p>
        {action === 'rehearse' && !runsOnTarget(view) ? (
          <>
            Tries it and its undo on a throw-away server made like <Hostile text={view.target.name} />, which
            itself is only asked whether it still is as planned.
          </>
        ) : action === 'rehearse' ? (
          <>
            Runs the script and its undo on <Hostile text={view.target.name} /> inside one transaction that is
            always rolled back, with short time limits.
          </>
        ) : action === 'apply' ? (
          <>
            Runs version {view.version.number} on <Hostile text={view.target.name} />, once, and only if
            everything the approval is bound to still holds. A scan then proves the result.
          </>
        ) : (
          <>
            Runs the undo script on <Hostile text={view.target.name} />, and only if the state is still the
            one that applying left.
          </>
        )}
      </p>
      {credential !== null && (
        <Select
          label="Credential"
          value={held ? 'held' : 'given'}
          onChange={(event) => setHeld(event.target.value === 'held')}
          options={[
            { value: 'held', label: `The one held: ${credential.role}` },
            { value: 'given', label: 'Another, for this run alone' },
          ]}
        />
      )}
      {held && credential !== null ? (
        <>
          <p className="text-ink-soft">
            Runs as <Identifier name={credential.role} />, registered by{' '}
            <Hostile text={credential.registeredBy} />.
          </p>
          {credential.problem !== null && <Notice tone="fail">{credential.problem}</Notice>}
        </>
      ) : (
        <>
          <div className="grid gap-4 sm:grid-cols-2">
            <Field
              label="Role"
              required
              autoComplete="off"
              spellCheck={false}
              value={role}
              readOnly={bound}
              onChange={(event) => setRole(event.target.value)}
              hint={bound ? 'The one that was approved' : 'Never the scan role'}
            />
            <Field
              label="Its password on the server"
              type="password"
              autoComplete="off"
              value={secret}
              onChange={(event) => setSecret(event.target.value)}
              hint="Empty where the server asks for none"
            />
          </div>
          <Notice>Kept sealed for this run alone, and deleted when it ends.</Notice>
        </>
      )}
    </AskDialog>
  );
}
