import { Field } from '#components/ui/field.tsx';

/** A password to be chosen, in fields `password` and `again`. */
export function NewPasswordFields({ label, unequal }: { label: string; unequal: boolean }) {
  return (
    <>
      <Field
        label={label}
        name="password"
        type="password"
        autoComplete="new-password"
        required
        minLength={12}
        maxLength={256}
        hint="At least 12 characters. A sentence is fine."
      />
      <Field
        label={`${label} again`}
        name="again"
        type="password"
        autoComplete="new-password"
        required
        maxLength={256}
        problem={unequal ? 'The two passwords are not the same.' : undefined}
      />
    </>
  );
}
