'use client';

import { actionNames, mendAction, triageActions } from '#components/triage/triage-action.ts';
import { Modal } from '#components/ui/modal.tsx';

const looking = [
  ['j', 'Next finding'],
  ['k', 'Previous finding'],
  ['Enter', 'Open it beside the list'],
  ['Esc', 'Close what is beside the list, or clear the selection'],
  ['/', 'Filter by text'],
  ['⌘K or Ctrl K', 'Go anywhere'],
  ['?', 'These keys'],
] as const;

const selecting = [
  ['x', 'Select this one, or not'],
  ['Shift X', 'Select from the last one to this one'],
  ['Shift A', 'Select all in this filter'],
] as const;

/** What the keys of a findings list do; `acting`: whether the person may do more than look, `mending`: draft changes too. */
export function KeyHelp({
  open,
  onClose,
  acting,
  mending,
}: {
  open: boolean;
  onClose: () => void;
  acting: boolean;
  mending: boolean;
}) {
  const actions = [
    ...(mending ? [[mendAction.key, mendAction.title] as const] : []),
    ...actionNames.map((name) => [triageActions[name].key, triageActions[name].title] as const),
  ];
  return (
    <Modal open={open} onClose={onClose} title="Keys">
      <KeyList keys={looking} />
      {acting && (
        <>
          <h3 className="font-semibold">With what is selected, or with the finding at hand</h3>
          <KeyList keys={[...selecting, ...actions]} />
        </>
      )}
    </Modal>
  );
}

function KeyList({ keys }: { keys: readonly (readonly [string, string])[] }) {
  return (
    <dl className="grid grid-cols-[8rem_1fr] gap-x-5 gap-y-2">
      {keys.map(([key, what]) => (
        <div key={key} className="contents">
          <dt>
            <kbd className="rounded-sm border border-line-strong bg-sunken px-1.5 font-mono text-fine">
              {key}
            </kbd>
          </dt>
          <dd>{what}</dd>
        </div>
      ))}
    </dl>
  );
}
