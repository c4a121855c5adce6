'use client';

import { Download } from 'lucide-react';
import { Button } from './button.tsx';

/** Saves text that is already on the page as a file, byte for byte, without asking the server again. */
export function DownloadButton({ text, fileName }: { text: string; fileName: string }) {
  function save() {
    const address = URL.createObjectURL(new Blob([text], { type: 'text/plain;charset=utf-8' }));
    const link = document.createElement('a');
    link.href = address;
    link.download = fileName;
    link.click();
    URL.revokeObjectURL(address);
  }
  return (
    <Button small kind="quiet" onClick={save}>
      <Download aria-hidden="true" />
      Download
    </Button>
  );
}
