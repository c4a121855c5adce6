import { type ComponentProps, type ReactNode, useId } from 'react';
import { classNames } from './class-names.ts';

export interface TextAreaProps extends ComponentProps<'textarea'> {
  label: string;
  hint?: ReactNode;
  mono?: boolean;
}

export function TextArea({ label, hint, mono = false, className, ...rest }: TextAreaProps) {
  const id = useId();
  return (
    <div className={classNames('grid content-start gap-1', className)}>
      <label htmlFor={id} className="font-medium">
        {label}
      </label>
      <textarea
        id={id}
        aria-describedby={hint ? `${id}-said` : undefined}
        className={classNames(
          'w-full rounded-md border border-line-strong bg-surface px-2.5 py-1.5 text-ink placeholder:text-ink-faint',
          mono ? 'font-mono text-fine leading-5' : 'text-body',
        )}
        {...rest}
      />
      {hint && (
        <p id={`${id}-said`} className="text-fine text-ink-faint">
          {hint}
        </p>
      )}
    </div>
  );
}
