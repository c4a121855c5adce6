'use client';

import { useState } from 'react';
import { Checkbox } from '#components/ui/checkbox.tsx';
import { Field } from '#components/ui/field.tsx';
import { Hostile } from '#components/ui/hostile.tsx';
import { Notice } from '#components/ui/notice.tsx';
import type { RemediationView } from '#lib/service/remediation/remediation-view.ts';
import { AskDialog } from './ask-dialog.tsx';

export interface EditDialogProps {
  view: RemediationView;
  onClose: () => void;
  onDone: () => void;
}

/** Another title, fewer findings, planned anew on the last scan: always a new version, which nobody has approved. */
export function EditDialog({ view, onClose, onDone }: EditDialogProps) {
  const [title, setTitle] = useState(view.title);
  const [kept, setKept] = useState<ReadonlySet<string>>(
    new Set(view.closes.map((finding) => finding.fingerprint)),
  );
  const [role, setRole] = useState(view.conditions.executionRole ?? '');
  const approved = view.approvalsGiven.some((approval) => approval.counts);
  const toggle = (fingerprint: string) => {
    const next = new Set(kept);
    if (!next.delete(fingerprint)) next.add(fingerprint);
    setKept(next);
  };
  return (
    <AskDialog
      title="Edit"
      verb="Plan anew"
      method="PATCH"
      path={`/api/remediations/${view.id}`}
      body={() => ({
        title: title.trim(),
        ...(view.model === null ? { findings: [...kept] } : {}),
        ...(role.trim() === '' ? {} : { executionRole: role }),
      })}
      reason={{ label: 'Why', required: false }}
      onClose={onClose}
      onDone={onDone}
    >
      <Field
        label="Title"
        required
        maxLength={200}
        value={title}
        onChange={(event) => setTitle(event.target.value)}
      />
      <Field
        label="Runs as"
        maxLength={63}
        spellCheck={false}
        autoComplete="off"
        value={role}
        onChange={(event) => setRole(event.target.value)}
        hint="The role on the server that the script runs as; never the scan role"
      />
      {view.model === null && (
        <fieldset className="grid gap-1.5">
          <legend className="mb-1 font-medium">Findings it closes</legend>
          <div className="grid max-h-60 gap-1.5 overflow-y-auto">
            {view.closes.map((finding) => (
              <Checkbox
                key={finding.fingerprint}
                checked={kept.has(finding.fingerprint)}
                onChange={() => toggle(finding.fingerprint)}
              >
                <Hostile text={finding.title} />
              </Checkbox>
            ))}
          </div>
        </fieldset>
      )}
      <Notice tone={approved ? 'partial' : 'neutral'}>
        The change is planned anew on the last scan, as version {view.version.number + 1}.
        {approved && ' The approvals given are void: it has to be approved again.'} Whoever edits it cannot
        approve it.
      </Notice>
    </AskDialog>
  );
}
