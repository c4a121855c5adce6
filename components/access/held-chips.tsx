import Link from 'next/link';
import { classNames } from '#components/ui/class-names.ts';
import type { HeldPrivilege } from '#lib/service/access/list-access.ts';

/** Privileges, each leading to why it is held. Those that take a SET ROLE first are dashed, and say so. */
export function HeldChips({
  held,
  hrefOf,
}: {
  held: readonly HeldPrivilege[];
  hrefOf: (privilege: string) => string;
}) {
  return (
    <ul className="flex flex-wrap gap-1">
      {held.map(({ privilege, how, grantable }) => (
        <li key={privilege}>
          <Link
            href={hrefOf(privilege)}
            prefetch={false}
            title={`Why ${privilege}${how === 'set-role' ? ', after SET ROLE' : ''}${grantable ? ', may grant it on' : ''}`}
            className={classNames(
              'inline-flex rounded-sm border px-1.5 text-fine hover:bg-accent-wash hover:text-accent',
              how === 'inherited'
                ? 'border-line-strong bg-surface font-medium'
                : 'border-line-strong border-dashed text-ink-soft',
            )}
          >
            {privilege}
            {grantable && '*'}
            <span className="sr-only">
              {how === 'set-role' ? ' after SET ROLE' : ' now'}
              {grantable ? ', may grant it on' : ''}: why
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}

export function ChipLegend() {
  return (
    <p className="flex flex-wrap items-center gap-x-4 gap-y-1 text-fine text-ink-faint">
      <span className="flex items-center gap-1.5">
        <span
          className="inline-block h-3.5 w-6 rounded-sm border border-line-strong bg-surface"
          aria-hidden="true"
        />
        has it now
      </span>
      <span className="flex items-center gap-1.5">
        <span
          className="inline-block h-3.5 w-6 rounded-sm border border-line-strong border-dashed"
          aria-hidden="true"
        />
        only after a SET ROLE it may make
      </span>
      <span>* may grant it on</span>
      <span>Each opens why.</span>
    </p>
  );
}
