import { CopyButton } from './copy-button.tsx';
import { DownloadButton } from './download-button.tsx';
import { Hostile } from './hostile.tsx';

/** Code that came after the page did, and so without highlighting; otherwise like `CodeBlock`. */
export function PlainCode({ code, title, fileName }: { code: string; title: string; fileName: string }) {
  return (
    <figure className="min-w-0 rounded-sm border bg-surface">
      <figcaption className="flex items-center justify-between gap-2 border-b py-1 pr-1 pl-3 text-fine text-ink-faint">
        <span className="min-w-0 truncate">{title}</span>
        <span className="flex">
          <CopyButton text={code} />
          <DownloadButton text={code} fileName={fileName} />
        </span>
      </figcaption>
      <pre
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
        tabIndex={0}
        className="max-h-96 overflow-auto py-2 font-mono text-fine leading-5"
      >
        <code className="block w-max min-w-full">
          {code
            .replace(/\n$/, '')
            .split('\n')
            .map((line, row) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a line is its place
              <span key={row} className="block min-h-5 px-3">
                <Hostile text={line} />
              </span>
            ))}
        </code>
      </pre>
    </figure>
  );
}
