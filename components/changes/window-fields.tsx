'use client';

import { useId, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Checkbox } from '#components/ui/checkbox.tsx';
import { Field } from '#components/ui/field.tsx';
import type { WindowDraft } from './window-form.tsx';

const days = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

export interface WindowFieldsProps {
  draft: WindowDraft;
  /** What the server says is wrong, by field: `timeZone`, `openings.0.days`, `freezeDays.2`. */
  problems: Readonly<Record<string, string>>;
  onChange: (draft: WindowDraft) => void;
}

/** The zone, the openings by weekday, and single days on which nothing begins. */
export function WindowFields({ draft, problems, onChange }: WindowFieldsProps) {
  const zones = useId();
  const [freeze, setFreeze] = useState(draft.freezeDays.join(', '));
  const frozen = draft.freezeDays.flatMap((day, at) => {
    const problem = problems[`freezeDays.${at}`];
    return problem === undefined ? [] : [`“${day}” is no day: write it as YYYY-MM-DD`];
  });
  const setOpening = (at: number, change: Partial<WindowDraft['openings'][number]>) =>
    onChange({
      ...draft,
      openings: draft.openings.map((opening, index) => (index === at ? { ...opening, ...change } : opening)),
    });
  return (
    <>
      <Field
        label="Time zone of the database"
        required
        autoFocus
        list={zones}
        problem={problems.timeZone}
        value={draft.timeZone}
        onChange={(event) => onChange({ ...draft, timeZone: event.target.value })}
        hint="A name like Europe/Vienna; days and times below are of this zone"
      />
      <datalist id={zones}>
        {Intl.supportedValuesOf('timeZone').map((zone) => (
          <option key={zone} value={zone} />
        ))}
      </datalist>
      {draft.openings.map((opening, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: an opening is its place in the list
        <fieldset key={at} className="grid gap-2 border-t pt-3">
          <legend className="sr-only">Opening {at + 1}</legend>
          {problems[`openings.${at}.days`] !== undefined && (
            <p className="text-fine text-fail">Choose {problems[`openings.${at}.days`]}.</p>
          )}
          <div className="flex flex-wrap gap-x-4 gap-y-1">
            {days.map((name, index) => (
              <Checkbox
                key={name}
                checked={opening.days.includes(index + 1)}
                onChange={(on) =>
                  setOpening(at, {
                    days: days
                      .map((_, day) => day + 1)
                      .filter((day) => (day === index + 1 ? on : opening.days.includes(day))),
                  })
                }
              >
                {name}
              </Checkbox>
            ))}
          </div>
          <div className="flex flex-wrap items-end gap-3">
            <Field
              label="From"
              type="time"
              required
              value={opening.from}
              onChange={(event) => setOpening(at, { from: event.target.value })}
            />
            <Field
              label="To"
              type="time"
              required
              value={opening.to}
              onChange={(event) => setOpening(at, { to: event.target.value })}
            />
            <Button
              small
              kind="quiet"
              onClick={() =>
                onChange({ ...draft, openings: draft.openings.filter((_, index) => index !== at) })
              }
            >
              Remove
            </Button>
            {opening.to <= opening.from && (
              <span className="pb-1.5 text-fine text-ink-faint">the next day</span>
            )}
          </div>
        </fieldset>
      ))}
      <div>
        <Button
          small
          onClick={() =>
            onChange({
              ...draft,
              openings: [...draft.openings, { days: [6, 7], from: '08:00', to: '12:00' }],
            })
          }
        >
          Add an opening
        </Button>
      </div>
      <Field
        label="Freeze days"
        problem={frozen.length === 0 ? undefined : frozen.join('; ')}
        value={freeze}
        placeholder="2026-12-24, 2026-12-31"
        onChange={(event) => {
          setFreeze(event.target.value);
          onChange({
            ...draft,
            freezeDays: event.target.value
              .split(',')
              .map((day) => day.trim())
              .filter((day) => day !== ''),
          });
        }}
        hint="YYYY-MM-DD, with commas: nothing begins on these days, whatever else is said"
      />
    </>
  );
}
