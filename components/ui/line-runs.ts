/** More lines than this in one piece are no help to anybody's browser. */
const mostTogether = 500;

/** Nothing but printable ASCII: nothing that could hide, reorder or break the line. */
const printable = /^[\x20-\x7e]*$/;
export const isPlain = (text: string) => printable.test(text);

/**
 * Lines put together where they are plain, for texts of ten thousand lines: an element for each line, and its description for the
 * browser's React, weighs eight times the text. Joined with line feeds, the pieces are the text.
 */
export function lineRuns(lines: readonly string[]): readonly string[] {
  const runs: string[] = [];
  let together: string[] = [];
  const end = () => {
    if (together.length > 0) runs.push(together.join('\n'));
    together = [];
  };
  for (const line of lines) {
    if (isPlain(line)) {
      together.push(line);
      if (together.length === mostTogether) end();
    } else {
      end();
      runs.push(line);
    }
  }
  end();
  return runs;
}
