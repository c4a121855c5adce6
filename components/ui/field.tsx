import { type ComponentProps, type ReactNode, useId } from 'react';
import { classNames } from './class-names.ts';

export const inputStyle = classNames(
  'h-8 w-full min-w-0 rounded-md border border-line-strong bg-surface px-2.5 text-body text-ink',
  'placeholder:text-ink-faint disabled:bg-sunken disabled:text-ink-faint aria-invalid:border-fail',
);

export interface FieldProps extends ComponentProps<'input'> {
  label: string;
  hint?: ReactNode;
  /** What is wrong with the value, in words. */
  problem?: string | undefined;
}

/** A labelled input with its hint and its problem tied to it. */
export function Field({ label, hint, problem, className, ...rest }: FieldProps) {
  const id = useId();
  return (
    <div className={classNames('grid content-start gap-1', className)}>
      <label htmlFor={id} className="font-medium">
        {label}
      </label>
      <input
        id={id}
        className={inputStyle}
        aria-invalid={problem ? true : undefined}
        aria-describedby={problem || hint ? `${id}-said` : undefined}
        {...rest}
      />
      {(problem || hint) && (
        <p id={`${id}-said`} className={classNames('text-fine', problem ? 'text-fail' : 'text-ink-faint')}>
          {problem ?? hint}
        </p>
      )}
    </div>
  );
}
