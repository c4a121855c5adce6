'use client';

import type { RemediationView } from '#lib/service/remediation/remediation-view.ts';
import type { ActionName } from './action-words.ts';
import { ApplyDialog } from './apply-dialog.tsx';
import { AskDialog } from './ask-dialog.tsx';
import { EditDialog } from './edit-dialog.tsx';
import { HandOffDialog } from './hand-off-dialog.tsx';
import { requirementWords } from './requirement-words.ts';
import { ScheduleDialog } from './schedule-dialog.tsx';
import { SettleDialog } from './settle-dialog.tsx';

export interface ActionDialogProps {
  view: RemediationView;
  action: ActionName;
  onClose: () => void;
  onDone: () => void;
}

/** What each step asks before it is taken. */
export function ActionDialog({ view, action, onClose, onDone }: ActionDialogProps) {
  const path = `/api/remediations/${view.id}/${action}`;
  const step = { onClose, onDone };
  switch (action) {
    case 'apply':
    case 'undo':
    case 'rehearse':
      return <ApplyDialog view={view} action={action} {...step} />;
    case 'schedule':
      return <ScheduleDialog view={view} {...step} />;
    case 'edit':
      return <EditDialog view={view} {...step} />;
    case 'settle':
      return <SettleDialog view={view} {...step} />;
    case 'handOff':
      return <HandOffDialog view={view} {...step} />;
    case 'submit':
      return (
        <AskDialog
          {...step}
          title="Submit for approval"
          verb="Submit"
          path={path}
          reason={{ label: 'Note', required: false, as: 'note' }}
        >
          <p>
            {view.requirements.length === 0
              ? 'It then waits for an approval.'
              : `It then ${view.requirements.map(requirementWords).join('; ')}.`}{' '}
            Neither you nor anybody who edited it can approve it.
          </p>
          {view.rehearsals.length === 0 && (
            <p className="text-partial">It has not been rehearsed yet: approvers will ask for that.</p>
          )}
        </AskDialog>
      );
    case 'approve':
      return (
        <AskDialog
          {...step}
          title={`Approve version ${view.version.number}`}
          verb="Approve"
          path={path}
          body={() => ({ digest: view.version.digest })}
          reason={{ label: 'Note', required: false, as: 'note' }}
          password
        >
          <p>
            You approve exactly this script, on exactly this server, in exactly this state. If one of them
            changes, your approval is void.
          </p>
        </AskDialog>
      );
    case 'confirm':
      return (
        <AskDialog
          {...step}
          title="Done by hand"
          verb="It is done"
          path={path}
          reason={{ label: 'Note', required: false, as: 'note' }}
          password
        >
          <p>
            Postern cannot reach this itself: say so once it has been done as the script has it. A scan then
            finds out whether its findings are gone.
          </p>
        </AskDialog>
      );
    case 'reject':
      return (
        <AskDialog
          {...step}
          danger
          title="Reject"
          verb="Reject"
          path={path}
          reason={{ label: 'Why', hint: 'Its author reads it.', required: true }}
        />
      );
    case 'withdraw':
      return (
        <AskDialog
          {...step}
          title="Withdraw"
          verb="Withdraw"
          path={path}
          reason={{ label: 'Why', required: false }}
        >
          <p>Its findings are open again, approvals are void. It cannot be taken up again: draft another.</p>
        </AskDialog>
      );
    case 'unschedule':
      return (
        <AskDialog {...step} title="Take it off the schedule" verb="Take it off" path={path}>
          <p>It stays approved, and is applied when somebody presses Apply.</p>
        </AskDialog>
      );
    case 'close':
      return (
        <AskDialog
          {...step}
          title="Close"
          verb="Close"
          path={path}
          reason={
            view.state === 'verified'
              ? { label: 'Note', required: false }
              : { label: 'Why', hint: 'No scan has proven that it mended anything.', required: true }
          }
        >
          <p>Nothing more is done with it, and its undo is given up. It stays here to be read.</p>
        </AskDialog>
      );
  }
}
