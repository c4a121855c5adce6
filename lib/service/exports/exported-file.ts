/** A file for download. */
export interface ExportedFile<Body extends string | Uint8Array<ArrayBuffer> = string> {
  readonly name: string;
  readonly contentType: string;
  readonly body: Body;
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
export function fileResponse(file: ExportedFile<string | Uint8Array<ArrayBuffer>>): Response {
  return new Response(file.body, {
    headers: {
      'Content-Type': file.contentType,
      'Content-Disposition': `attachment; filename="${file.name}"`,
      'Cache-Control': 'private, no-store',
      'X-Content-Type-Options': 'nosniff',
    },
  });
}
