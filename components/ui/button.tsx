import type { ComponentProps } from 'react';
import { type ButtonKind, buttonStyle } from './button-style.ts';
import { classNames } from './class-names.ts';

export interface ButtonProps extends ComponentProps<'button'> {
  kind?: ButtonKind;
  small?: boolean;
}

export function Button({ kind = 'plain', small = false, type = 'button', className, ...rest }: ButtonProps) {
  return <button type={type} className={classNames(buttonStyle(kind, small), className)} {...rest} />;
}
