import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { handOffFormats } from '../../engine/remediation/handoff/hand-off-file.ts';
import { recordEvent } from '../audit/record.ts';
import type { Access } from '../auth/access.ts';
import { inTransaction } from '../db/client.ts';
import { findHandOff, insertHandOff } from '../db/hand-offs.ts';
import { ServiceError } from '../errors.ts';
import type { ExportedFile } from '../exports/exported-file.ts';
import { zip } from '../exports/zip.ts';
import { handOffFiles } from './hand-off-files.ts';
import { takeFindings } from './mark-findings.ts';
import { holdRemediation, moveRemediation, tellRemediation } from './move-remediation.ts';

export const handOffSchema = z.strictObject({ format: z.enum(handOffFormats) });

export interface HandedOff {
  readonly id: string;
  readonly fileName: string;
}

/**
 * Hands a remediation of schema-owned objects to those whose migrations own them: nothing is applied here, and it is tracked
 * until a scan sees it landed. Once it is handed off, it can be had in another format too. Throws `conflict`.
 */
export async function handOffRemediation(
  access: Access<'remediation:draft'>,
  id: string,
  { format }: z.infer<typeof handOffSchema>,
): Promise<HandedOff> {
  access.demand('remediation:draft');
  return inTransaction(async (transaction) => {
    const held = await holdRemediation(transaction, id);
    if (held.kind !== 'migration')
      throw new ServiceError(
        'conflict',
        held.kind === 'sql'
          ? 'Postern applies this itself; a migration is for objects that migrations own.'
          : 'This is no SQL: there is nothing to hand off as a migration.',
      );
    const at = new Date();
    const { title, target, version } = held;
    const { digest, fileName } = await handOffFiles(version, { title, target: target.name, format, at });
    const detail = { format, file: fileName, fileDigest: digest };
    if (held.state === 'handed-off')
      await tellRemediation(transaction, access.actor, held, { action: 'remediation.hand-off', detail });
    else {
      await takeFindings(transaction, access.actor, held);
      await moveRemediation(transaction, access.actor, held, {
        to: 'handed-off',
        trail: 'remediation.hand-off',
        detail,
      });
    }
    const handOffId = randomUUID();
    await insertHandOff(transaction, {
      id: handOffId,
      remediationId: id,
      versionId: version.id,
      targetId: held.targetId,
      format,
      fileName,
      digest,
      createdById: access.person.id,
      trackedSince: at,
    });
    return { id: handOffId, fileName };
  });
}

/** The very bytes that were handed off, again. Throws `not-found`, and `conflict` where this Postern would write other bytes. */
export async function downloadHandOff(
  access: Access<'remediation:read'>,
  remediationId: string,
  id: string,
): Promise<ExportedFile<string | Uint8Array<ArrayBuffer>>> {
  access.demand('remediation:read');
  const row = await findHandOff(remediationId, id);
  const format = handOffFormats.find((one) => one === row?.format);
  if (row === null || format === undefined) throw new ServiceError('not-found', 'There is no such hand-off.');
  const { version, target, trackedSince: at } = row;
  const { title } = version.remediation;
  const { fileName } = row;
  const { files, digest } = await handOffFiles(version, { title, target: target.name, format, at });
  if (digest !== row.digest)
    throw new ServiceError(
      'conflict',
      'This was handed off by another version of Postern, which writes it otherwise: hand it off again.',
    );
  await inTransaction((transaction) =>
    recordEvent(transaction, access.actor, 'remediation.hand-off-download', target.name, {
      remediation: remediationId,
      format,
      file: fileName,
    }),
  );
  const [only] = files;
  if (only !== undefined && files.length === 1)
    return { name: fileName, contentType: 'application/sql; charset=utf-8', body: only.text };
  const body = await zip(files.map(({ path, text }) => ({ name: path, text })));
  return { name: fileName, contentType: 'application/zip', body };
}
