'use client';

import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Checkbox } from '#components/ui/checkbox.tsx';
import { CopyButton } from '#components/ui/copy-button.tsx';
import { Field } from '#components/ui/field.tsx';
import { Identifier } from '#components/ui/identifier.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { randomPassword } from './random-password.ts';

export interface NewPasswordFieldProps {
  role: string;
  value: string;
  onChange: (password: string) => void;
  problem: string | null;
}

/** A new password for a role of a database, typed or made here; whoever made one is shown it, this once. */
export function NewPasswordField({ role, value, onChange, problem }: NewPasswordFieldProps) {
  const [shown, setShown] = useState(false);
  const [made, setMade] = useState<string | null>(null);

  function make() {
    const password = randomPassword();
    setMade(password);
    setShown(true);
    onChange(password);
  }

  return (
    <div className="grid gap-3">
      <p>
        Role <Identifier name={role} /> gets a new password: one that you type, or one made here.
      </p>
      <Field
        label="New password"
        type={shown ? 'text' : 'password'}
        className={shown ? '[&_input]:font-mono' : ''}
        autoComplete="new-password"
        autoCapitalize="none"
        autoCorrect="off"
        spellCheck={false}
        data-1p-ignore
        required
        value={value}
        onChange={(event) => onChange(event.target.value)}
        problem={problem === null ? undefined : `${problem.charAt(0).toUpperCase()}${problem.slice(1)}.`}
        hint="8 to 128 characters of printable ASCII"
      />
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <Checkbox checked={shown} onChange={setShown}>
          Show
        </Checkbox>
        <span className="flex items-center gap-1">
          <Button small onClick={make}>
            {made === null ? 'Make one' : 'Make another'}
          </Button>
          {made !== null && made === value && <CopyButton text={made} label="Copy the password" />}
        </span>
      </div>
      {made !== null && made === value && (
        <Notice tone="partial" live>
          Keep it now, where whoever logs in as this role will find it: it is shown this once, and Postern
          does not have it.
        </Notice>
      )}
      <p className="text-ink-soft">
        This browser turns it into a SCRAM verifier, and sends that alone. The script holds the verifier; the
        password stands in no request, statement or log.
      </p>
    </div>
  );
}
