'use client';

import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Field } from '#components/ui/field.tsx';
import type { ThreatScope } from '#lib/service/threats/list-threats.ts';
import { ChangeForm } from './change-form.tsx';

const parts = [
  ['actor', 'Actor', 'Who does it'],
  ['asset', 'Asset', 'What they are after'],
  ['boundary', 'Boundary', 'The trust boundary they cross'],
  ['path', 'Path', 'How it goes, in a sentence or two'],
] as const;

const nothing = { id: '', title: '', actor: '', asset: '', boundary: '', path: '' };

/** A threat of one's own: an entry of a policy, with the controls that stand against it. */
export function AddThreat({
  scopes,
  controls,
}: {
  scopes: readonly ThreatScope[];
  controls: Readonly<Record<string, string>>;
}) {
  const [open, setOpen] = useState(false);
  const [said, setSaid] = useState(nothing);
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const set = (name: keyof typeof nothing, value: string) => setSaid({ ...said, [name]: value });
  return (
    <>
      <Button kind="primary" onClick={() => setOpen(true)}>
        Add a threat
      </Button>
      <ChangeForm
        title="Add a threat"
        action="Add"
        open={open}
        onClose={() => {
          setOpen(false);
          setSaid(nothing);
          setChosen([]);
        }}
        scopes={scopes.filter((scope) => !scope.unreadable)}
        change={() => ({ do: 'add', entry: { ...said, controls: chosen } })}
        reasonHint="For whoever reads the trail."
      >
        <Field
          label="Title"
          required
          maxLength={2000}
          value={said.title}
          onChange={(event) => set('title', event.target.value)}
          hint="What happens, as a sentence: “A partner integration reads more than its own orders”"
        />
        <Field
          label="Id"
          required
          maxLength={100}
          pattern="[a-z0-9][a-z0-9\-]*"
          value={said.id}
          onChange={(event) => set('id', event.target.value)}
          hint="Lower case letters, digits and hyphens; reports refer to it"
        />
        {parts.map(([name, label, hint]) => (
          <Field
            key={name}
            label={label}
            maxLength={2000}
            value={said[name]}
            onChange={(event) => set(name, event.target.value)}
            hint={hint}
          />
        ))}
        <label className="grid gap-1">
          <span className="font-medium">Controls that stand against it</span>
          <select
            multiple
            size={8}
            value={[...chosen]}
            onChange={(event) => setChosen([...event.target.selectedOptions].map((option) => option.value))}
            className="w-full rounded-md border border-line-strong bg-surface px-1 py-1"
          >
            {Object.entries(controls)
              .sort(([, a], [, b]) => (a < b ? -1 : 1))
              .map(([id, title]) => (
                <option key={id} value={id}>
                  {title}
                </option>
              ))}
          </select>
          <span className="text-fine text-ink-faint">
            {chosen.length === 0 ? 'None: it is a gap until there is one' : `${chosen.length} chosen`}
          </span>
        </label>
      </ChangeForm>
    </>
  );
}
