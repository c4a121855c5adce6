import { classNames } from './class-names.ts';

export type ButtonKind = 'primary' | 'plain' | 'quiet' | 'danger';

const kinds: Record<ButtonKind, string> = {
  primary: 'border-accent bg-accent text-on-accent hover:border-accent-strong hover:bg-accent-strong',
  plain: 'border-line-strong bg-surface text-ink hover:bg-sunken',
  quiet: 'border-transparent text-accent hover:bg-accent-wash',
  danger: 'border-fail bg-surface text-fail hover:bg-fail-wash',
};

/** One look for everything that can be pressed, whether it is a button or a link. */
export function buttonStyle(kind: ButtonKind, small: boolean): string {
  return classNames(
    'inline-flex shrink-0 items-center justify-center gap-1.5 whitespace-nowrap rounded-md border font-medium',
    'disabled:opacity-55 aria-disabled:opacity-55 [&_svg]:size-4 [&_svg]:shrink-0',
    small ? 'h-7 px-2 text-fine [&_svg]:size-3.5' : 'h-8 px-3 text-body',
    kinds[kind],
  );
}
