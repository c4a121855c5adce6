type Body = string | Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>;

/** A file for download. */
export interface ExportedFile<Of extends Body = string> {
  readonly name: string;
  readonly contentType: string;
  readonly body: Of;
}

/** Ours alone: a database's name must not reach a header, nor a file system. */
export function exportedName(kind: string, name: string, finishedAt: string, format: string): string {
  const plain = name
    .normalize('NFKD')
    .replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60)
    .toLowerCase();
  return `${kind}-${plain || 'database'}-${finishedAt.slice(0, 10)}.${format}`;
}

/** Answers with a file: never shown in place of a page, never kept by a cache. */
export function fileResponse(file: ExportedFile<Body>): Response {
  return new Response(file.body, {
    headers: {
      'Content-Type': file.contentType,
      'Content-Disposition': `attachment; filename="${file.name}"`,
      'Cache-Control': 'private, no-store',
      'X-Content-Type-Options': 'nosniff',
    },
  });
}
