import { canonicalJson } from '../../engine/model/canonical-json.ts';
import { loadScriptParser } from '../../engine/remediation/check-script.ts';
import { handOff } from '../../engine/remediation/handoff/hand-off.ts';
import type { HandOffFile, HandOffFormat } from '../../engine/remediation/handoff/hand-off-file.ts';
import { NotHandedOff } from '../../engine/remediation/handoff/not-handed-off.ts';
import type { VersionRow } from '../db/remediations.ts';
import { ServiceError } from '../errors.ts';
import { exportedName } from '../exports/exported-file.ts';
import { readScript, sha256 } from './script-content.ts';

export interface HandOffFiles {
  readonly files: readonly HandOffFile[];
  /** SHA-256 of paths and texts, hex. */
  readonly digest: string;
  /** What it is called as a download: the one file, or a zip of all. */
  readonly fileName: string;
}

/**
 * A version of a remediation as the files of a migration tool: the same bytes for the same version, title, format and time.
 * Throws `conflict` where it cannot be written as one.
 */
export async function handOffFiles(
  version: Pick<VersionRow, 'script' | 'digest'>,
  about: {
    readonly title: string;
    readonly target: string;
    readonly format: HandOffFormat;
    readonly at: Date;
  },
): Promise<HandOffFiles> {
  await loadScriptParser();
  const { format: _, impact: __, ...content } = readScript(version.script, version.digest);
  const plan = { ...content, handOff: true };
  try {
    const { title, at, format, target } = about;
    const files = handOff(format, { plan, title, at });
    const [only] = files;
    const zipName = exportedName(`postern-${format}`, target, at.toISOString(), 'zip');
    return {
      files,
      digest: sha256(canonicalJson(files.map((file) => [file.path, file.text]))),
      fileName: only !== undefined && files.length === 1 ? only.path : zipName,
    };
  } catch (error) {
    if (!(error instanceof NotHandedOff)) throw error;
    throw new ServiceError('conflict', `It cannot be handed off: ${error.message}.`);
  }
}
