import { z } from 'zod';
import { editDraft } from '../../engine/policy/edit/edit-policy.ts';
import { type DraftEdit, listSections } from '../../engine/policy/edit/policy-edit.ts';
import { PolicyEditError } from '../../engine/policy/edit/policy-edit-error.ts';
import { parseYaml } from '../../engine/policy/yaml-document.ts';
import type { Access } from '../auth/access.ts';
import { ServiceError } from '../errors.ts';
import { checkDraft, type DraftProblem } from './check-draft.ts';
import type { PolicyScope } from './policy-scope.ts';

const record = z.record(z.string(), z.json());
const list = z.enum(listSections);
const whole = z.enum(['system', 'tenancy', 'connections', 'software', 'audit', 'backup', 'storage']);

/** Edits as a form sends them: their shape is checked, their values only by what the text says afterwards. */
export const draftEditSchema = z.union([
  z.strictObject({ do: z.enum(['add', 'put']), section: list, entry: record }),
  z.strictObject({ do: z.literal('replace'), section: list, key: record, entry: record }),
  z.strictObject({ do: z.literal('remove'), section: list, key: record }),
  z.strictObject({
    do: z.literal('set'),
    section: z.union([whole, z.literal('publicExposure')]),
    value: z.json().nullable(),
  }),
]) satisfies z.ZodType<DraftEdit>;

/** A draft after its edits, as text and as what it says, with everything that is wrong with it. */
export interface EditedDraft {
  readonly text: string;
  /** What the text says; null while it is no YAML, and a form cannot show it. */
  readonly document: unknown;
  readonly problems: readonly DraftProblem[];
}

/** Makes a form's edits in a draft; nothing is stored. Throws `conflict` where an entry is not there, or there already. */
export async function editDraftText(
  access: Access<'policy:read'>,
  scope: PolicyScope,
  text: string,
  edits: readonly DraftEdit[],
): Promise<EditedDraft> {
  access.demand('policy:read');
  const edited = edits.length === 0 ? text : made(text, edits);
  const read = parseYaml(edited);
  return {
    text: edited,
    document: 'value' in read ? read.value : null,
    problems: await checkDraft(access, scope, edited),
  };
}

function made(text: string, edits: readonly DraftEdit[]): string {
  try {
    return editDraft(text, edits);
  } catch (error) {
    if (error instanceof PolicyEditError) throw new ServiceError('conflict', error.message, error.problems);
    throw error;
  }
}
