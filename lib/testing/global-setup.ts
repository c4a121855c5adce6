import { removeAbandoned, removeRunDirectories } from './run-directory.ts';

/** Vitest's global set-up where real servers are started: takes away what killed runs left, and in the end what this one made. */
export default async function setup(): Promise<() => void> {
  // For this process and the test processes it starts: the account that servers run as has to come through their directories.
  process.umask(0o022);
  await removeAbandoned();
  return removeRunDirectories;
}
