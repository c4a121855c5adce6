import { type CodeLanguage, highlight } from './highlight.ts';
import { Hostile } from './hostile.tsx';

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
  const lines = await highlight(code.replace(/\n$/, ''), language);
  return (
    <code className={wrap ? 'block whitespace-pre-wrap' : 'block w-max min-w-full'}>
      {lines.map((line, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line is its place
        <span key={row} className="block min-h-5 px-3">
          {line.map((token, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a token is its place
            <span key={at} className={token.className}>
              <Hostile text={token.text} />
            </span>
          ))}
        </span>
      ))}
    </code>
  );
}
