/**
 * One line on stderr for a failure nobody expected: what was being done, the error's class and where it came from. Not its
 * message beyond the first line, and nothing of its other fields: a driver error may carry row values.
 */
export function logFailure(doing: string, error: unknown): void {
  const name = error instanceof Error ? error.name : typeof error;
  const message = (error instanceof Error ? error.message : String(error))
    .trim()
    .split('\n')
    .at(-1)
    ?.slice(0, 300);
  const at =
    error instanceof Error
      ? (error.stack ?? '').split('\n').find((line) => line.includes('    at '))
      : undefined;
  const code = error instanceof Error && 'code' in error ? ` ${String(error.code)}` : '';
  process.stderr.write(
    `${new Date().toISOString()} ${doing}: ${name}${code}: ${message ?? ''}${at ? ` (${at.trim()})` : ''}\n`,
  );
}
