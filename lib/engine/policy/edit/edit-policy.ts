import { type Document, isMap, type Node, parseDocument } from 'yaml';
import { canonicalJson } from '../../model/canonical-json.ts';
import { loadPolicy } from '../load.ts';
import { policySchema } from '../policy.ts';
import type { KnownIds } from '../unknown-control.ts';
import { parseYaml } from '../yaml-document.ts';
import { applyEdits, isRecord } from './apply-edits.ts';
import type { DraftEdit, PolicyEdit } from './policy-edit.ts';
import { PolicyEditError } from './policy-edit-error.ts';
import { reconcile } from './reconcile.ts';
import { spliced } from './text-place.ts';

const order = Object.keys(policySchema.shape);

function parsed(text: string): Document {
  return parseDocument(text, { version: '1.2', schema: 'core', uniqueKeys: false, logLevel: 'error' });
}

function says(text: string, wanted: string): boolean {
  const read = parseYaml(text);
  return 'value' in read && canonicalJson(read.value) === wanted;
}

/** The whole document as the library writes it: comments stay, layout does not. For layouts nobody writes by hand. */
function rewritten(text: string, value: Readonly<Record<string, unknown>>): string {
  const document = parsed(text);
  const before: unknown = document.toJS();
  for (const key of Object.keys(isRecord(before) ? before : {}))
    if (!Object.hasOwn(value, key)) document.delete(key);
  for (const [key, item] of Object.entries(value)) {
    const stands = isRecord(before) && canonicalJson(before[key]) === canonicalJson(item);
    if (!stands) document.set(key, document.createNode(item));
  }
  return document.toString({ lineWidth: 0 });
}

/**
 * Makes edits in the text of a policy document: what they do not concern stays as it stands, byte for byte; comments, quotes
 * and layout of what they change stay where they can. The text may be a draft that does not load yet, so long as it is YAML.
 * Throws `PolicyEditError`.
 */
export function editDraft(text: string, edits: readonly DraftEdit[]): string {
  const read = parseYaml(text);
  if ('problems' in read) {
    const [first] = read.problems;
    const where = first ? ` Line ${first.line}: ${first.message}` : '';
    throw new PolicyEditError('unreadable', `The text cannot be edited as a form.${where}`, read.problems);
  }
  if (!isRecord(read.value))
    throw new PolicyEditError('unreadable', 'A policy is a map of keys: edit the text.');
  const { value, slots } = applyEdits(read.value, edits);
  const wanted = canonicalJson(value);
  if (wanted === canonicalJson(read.value)) return text;
  const root = parsed(text).contents;
  if (isMap<Node, Node | null>(root)) {
    const splices = reconcile(text, root, value, '', slots, order);
    const edited = splices === null ? text : tried(text, splices);
    if (edited !== null && says(edited, wanted)) return edited;
  }
  const whole = rewritten(text, value);
  if (says(whole, wanted)) return whole;
  throw new PolicyEditError(
    'unreadable',
    'The layout of this text cannot be edited as a form: edit the text.',
  );
}

function tried(text: string, splices: Parameters<typeof spliced>[1]): string | null {
  try {
    return spliced(text, splices);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/**
 * Makes edits in the text of a policy, all or none, and loads what comes out. Comments and layout stay. `known` is what
 * `loadPolicy` takes. Throws `PolicyEditError`, with every problem where the outcome does not load.
 */
export function editPolicy(text: string, edits: readonly PolicyEdit[], known: KnownIds = {}): string {
  const edited = editDraft(text, edits);
  const loaded = loadPolicy(edited, known);
  if ('policy' in loaded) return edited;
  const [first] = loaded.problems;
  const where = first ? `Line ${first.line}: ${first.message} ${first.remedy}` : 'This is not a policy.';
  throw new PolicyEditError('invalid', where, loaded.problems);
}
