import { ChevronDown } from 'lucide-react';
import { type ComponentProps, useId } from 'react';
import { classNames } from './class-names.ts';
import { inputStyle } from './field.tsx';

export interface SelectProps extends ComponentProps<'select'> {
  label: string;
  /** The label is for screen readers only, where the place says what it is. */
  bare?: boolean;
  options: readonly { readonly value: string; readonly label: string }[];
}

/** The browser's own select, dressed: it works with every keyboard, reader and phone. */
export function Select({ label, bare = false, options, className, ...rest }: SelectProps) {
  const id = useId();
  return (
    <div className={classNames('grid content-start gap-1', className)}>
      <label htmlFor={id} className={bare ? 'sr-only' : 'font-medium'}>
        {label}
      </label>
      <span className="relative">
        <select id={id} className={classNames(inputStyle, 'appearance-none pr-8')} {...rest}>
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
        <ChevronDown
          className="pointer-events-none absolute top-2 right-2 size-4 text-ink-faint"
          aria-hidden="true"
        />
      </span>
    </div>
  );
}
