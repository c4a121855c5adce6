import { classNames } from './class-names.ts';
import { Hostile } from './hostile.tsx';
import { plainText } from './hostile-text.ts';

/**
 * A name of the scanned server, in the monospace face. It wraps anywhere rather than being cut; with `oneLine`, where a
 * row must keep its height, it is cut by the column and the whole of it opens on focus or hover.
 */
export function Identifier({ name, oneLine = false }: { name: string; oneLine?: boolean }) {
  if (!oneLine)
    return (
      <span className="font-mono text-[0.93em]">
        <Hostile text={name} name />
      </span>
    );
  return (
    <span
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a cut name must open for the keyboard too
      tabIndex={0}
      title={plainText(name, true)}
      className={classNames(
        'block truncate font-mono text-[0.93em]',
        'focus-visible:overflow-visible focus-visible:whitespace-normal focus-visible:[overflow-wrap:anywhere]',
      )}
    >
      <Hostile text={name} name />
    </span>
  );
}
