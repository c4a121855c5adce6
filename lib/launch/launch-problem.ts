/** Why Postern cannot start, in one line for whoever started it. */
export class LaunchProblem extends Error {
  override readonly name = 'LaunchProblem';
}

const words: Readonly<Record<string, string>> = {
  ENOSPC: 'no space left on the device',
  EDQUOT: 'the disk quota is used up',
  EACCES: 'permission denied',
  EPERM: 'not permitted',
  EROFS: 'the file system is read-only',
  ENOTDIR: 'a part of the path is not a directory',
  EISDIR: 'is a directory',
  EMFILE: 'too many open files',
  ENOENT: 'does not exist',
  EADDRINUSE: 'the address is taken',
  EADDRNOTAVAIL: 'this machine does not have that address',
};

/** One line for any failure: no stack, nothing from a second line on. */
export function problemLine(error: unknown): string {
  if (!(error instanceof Error)) return String(error).split('\n')[0] ?? '';
  const code = 'code' in error ? String(error.code) : '';
  const known = words[code];
  if (known !== undefined && 'path' in error) return `${String(error.path)}: ${known}`;
  if (known !== undefined) return known;
  const line = error.message.trim().split('\n')[0] ?? '';
  if (/no space left on device/i.test(error.message)) return `${words.ENOSPC}: ${line}`;
  return line === '' ? error.name : line;
}
