import { ServiceError } from '../errors.ts';
import { isSafe } from './same-origin.ts';

/** A policy may be 1 MB; nothing else comes near. */
const largestBody = 2 * 1024 * 1024;

export type PathParameters = Readonly<Record<string, string | string[] | undefined>>;

/**
 * What a request says, before it is checked: the query of a safe method, the JSON body of any other, and over both the
 * parameters of the path, which therefore cannot be overruled. A query parameter given twice becomes an array.
 */
export async function requestInput(request: Request, path: PathParameters): Promise<Record<string, unknown>> {
  const said = isSafe(request.method) ? queryOf(request) : await bodyOf(request);
  return { ...said, ...path };
}

function queryOf(request: Request): Record<string, unknown> {
  const said = new Map<string, string | string[]>();
  for (const [name, value] of new URL(request.url).searchParams) {
    const before = said.get(name);
    said.set(name, before === undefined ? value : [...(Array.isArray(before) ? before : [before]), value]);
  }
  return Object.fromEntries(said);
}

async function bodyOf(request: Request): Promise<Record<string, unknown>> {
  const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/json')
    throw new ServiceError('not-json', 'Send JSON, with Content-Type: application/json.');
  const text = await boundedText(request);
  if (text.trim() === '') return {};
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    throw new ServiceError('invalid-input', 'The request is not valid JSON.');
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw new ServiceError('invalid-input', 'The request must be a JSON object.');
  }
  return Object.fromEntries(Object.entries(body));
}

async function boundedText(request: Request): Promise<string> {
  const reader = request.body?.getReader();
  if (!reader) return '';
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.byteLength;
    if (size > largestBody) {
      await reader.cancel();
      throw new ServiceError('too-large', 'The request is larger than 2 MB.');
    }
    chunks.push(value);
  }
  return Buffer.concat(chunks).toString('utf8');
}
