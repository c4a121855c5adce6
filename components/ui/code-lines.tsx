import { type CodeLanguage, type CodeToken, highlight, isTooLong, plainClass } from './highlight.ts';
import { Hostile } from './hostile.tsx';
import { isPlain, lineRuns } from './line-runs.ts';

/** Most tokens are plain text without a colour: a script of a thousand lines has ten thousand, and an element is ten times its text. */
function tokenOf({ text, className }: CodeToken, at: number) {
  if (isPlain(text) && className === plainClass) return text;
  return (
    <span key={at} className={className}>
      {isPlain(text) ? text : <Hostile text={text} />}
    </span>
  );
}

/** Highlighted code, on the server. Characters that would reorder or hide code are drawn as marks. */
export async function CodeLines({
  code,
  language,
  wrap = false,
}: {
  code: string;
  language: CodeLanguage;
  /** Long lines go on below themselves instead of out of sight. */
  wrap?: boolean;
}) {
  // A final line break ends the last line; it does not begin another.
  const text = code.replace(/\n$/, '');
  const look = wrap ? 'block whitespace-pre-wrap' : 'block w-max min-w-full';
  if (isTooLong(text))
    return (
      <code className={look}>
        {lineRuns(text.split('\n')).map((run, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a run of lines is its place
          <span key={at} className="block min-h-5 px-3 text-ink">
            {run.includes('\n') ? run : <Hostile text={run} />}
          </span>
        ))}
      </code>
    );
  const lines = await highlight(text, language);
  return (
    <code className={look}>
      {lines.map((line, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line is its place
        <span key={row} className="block min-h-5 px-3 text-ink">
          {line.map(tokenOf)}
        </span>
      ))}
    </code>
  );
}
