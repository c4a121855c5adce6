'use client';

import { CopyButton } from './copy-button.tsx';
import { DownloadButton } from './download-button.tsx';

/** Copying and saving of one text, which is sent to the browser once for both. */
export function CodeActions({ code, fileName }: { code: string; fileName: string | undefined }) {
  return (
    <span className="flex">
      <CopyButton text={code} />
      {fileName && <DownloadButton text={code} fileName={fileName} />}
    </span>
  );
}
