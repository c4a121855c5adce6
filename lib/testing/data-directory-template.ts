import { spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { EmbeddedMajor } from '../embedded/binaries.ts';
import { initializeDataDirectory, type ServerFiles } from '../embedded/server.ts';

/** Where the templates of the test run with that main process are. */
const templatesOf = (mainProcess: number) => path.join(tmpdir(), `postern-templates-${mainProcess}`);

/** For a test runner's global teardown, which runs in the main process. */
export function removeTemplates(): void {
  rmSync(templatesOf(process.pid), { recursive: true, force: true });
}

/** Made by initdb once per major and test run; a copy takes a fifth of the time. Clusters made so share a system identifier. */
function template(major: EmbeddedMajor, files: ServerFiles): string {
  const root = templatesOf(process.ppid);
  const made = path.join(root, String(major));
  if (existsSync(made)) return made;
  mkdirSync(root, { recursive: true });
  const unfinished = mkdtempSync(path.join(root, `${major}-`));
  if (files.account) chownSync(unfinished, files.account.uid, files.account.gid);
  const dataDirectory = path.join(unfinished, 'data');
  initializeDataDirectory({ ...files, dataDirectory }, { sync: false });
  try {
    renameSync(dataDirectory, made);
  } catch {
    // Another test process was faster; its template is as good.
  }
  rmSync(unfinished, { recursive: true, force: true });
  return made;
}

/** A fresh data directory at `files.dataDirectory`, as initdb makes it. */
export function freshDataDirectory(major: EmbeddedMajor, files: ServerFiles): void {
  const copied = spawnSync('cp', ['-a', template(major, files), files.dataDirectory], { encoding: 'utf8' });
  if (copied.status !== 0) throw new Error(`cp: ${copied.stderr}`);
}
