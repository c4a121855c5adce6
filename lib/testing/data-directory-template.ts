import { spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { EmbeddedMajor } from '../embedded/binaries.ts';
import { initializeDataDirectory, type ServerFiles } from '../embedded/server.ts';
import { runDirectory } from './run-directory.ts';

/** How a data directory is filled, before the first copy is taken. The server on it has ended in order by then. */
export interface DataDirectoryTemplate {
  readonly name: string;
  fill(files: ServerFiles): Promise<void>;
}

/** As initdb makes it. */
export const emptyCluster = (major: EmbeddedMajor): DataDirectoryTemplate => ({
  name: String(major),
  fill: async (files) => initializeDataDirectory(files, { sync: false }),
});

/** Made once per test run; a copy takes a fraction of the time. Clusters made so share a system identifier. */
async function made(template: DataDirectoryTemplate, files: ServerFiles): Promise<string> {
  const root = path.join(runDirectory(), 'templates');
  const finished = path.join(root, template.name);
  if (existsSync(finished)) return finished;
  mkdirSync(root, { recursive: true });
  const unfinished = mkdtempSync(path.join(root, `${template.name}-`));
  if (files.account) chownSync(unfinished, files.account.uid, files.account.gid);
  const dataDirectory = path.join(unfinished, 'data');
  await template.fill({ ...files, dataDirectory });
  try {
    renameSync(dataDirectory, finished);
  } catch {
    // Another test process was faster; its template is as good.
  }
  rmSync(unfinished, { recursive: true, force: true });
  return finished;
}

/** A fresh data directory at `files.dataDirectory`, a copy of the template's. */
export async function freshDataDirectory(template: DataDirectoryTemplate, files: ServerFiles): Promise<void> {
  const from = await made(template, files);
  const copied = spawnSync('cp', ['-a', from, files.dataDirectory], { encoding: 'utf8' });
  if (copied.status !== 0) throw new Error(`cp: ${copied.stderr}`);
}
