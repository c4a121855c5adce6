import { nameField, type SearchParameters } from '#lib/service/snapshot/query-fields.ts';

/** The server the address asks for, and how it stands in the address; the whole fleet when it names none. */
export function chosenServer(said: SearchParameters): {
  readonly id: string | null;
  readonly search: string;
} {
  const id = nameField.parse(said.server);
  return id === '' ? { id: null, search: '' } : { id, search: `?server=${encodeURIComponent(id)}` };
}
