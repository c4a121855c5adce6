import { CodeActions } from './code-actions.tsx';
import { CodeLines } from './code-lines.tsx';
import type { CodeLanguage } from './highlight.ts';

export interface CodeBlockProps {
  code: string;
  language: CodeLanguage;
  /** What it is, in the bar above it. */
  title: string;
  /** With a name, it can be saved. */
  fileName?: string;
  wrap?: boolean;
}

/** Code to read, copy and save. What is copied or saved is the code itself, not its marks. */
export function CodeBlock({ code, language, title, fileName, wrap = false }: CodeBlockProps) {
  return (
    <figure className="min-w-0 rounded-sm border bg-surface">
      <figcaption className="flex items-center justify-between gap-2 border-b py-1 pr-1 pl-3 text-fine text-ink-faint">
        <span className="min-w-0 truncate">{title}</span>
        <CodeActions code={code} fileName={fileName} />
      </figcaption>
      <pre
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
        tabIndex={0}
        className="max-h-120 overflow-auto py-2 font-mono text-fine leading-5"
      >
        <CodeLines code={code} language={language} wrap={wrap} />
      </pre>
    </figure>
  );
}
