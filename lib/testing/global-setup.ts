import { removeAbandoned, removeRunDirectories } from './run-directory.ts';

/** Vitest's global set-up where real servers are started: takes away what killed runs left, and in the end what this one made. */
export default async function setup(): Promise<() => void> {
  await removeAbandoned();
  return removeRunDirectories;
}
