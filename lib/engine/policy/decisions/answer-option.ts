import type { DecisionField, DecisionOption, PolicyPart } from '../decision.ts';
import { policySchema } from '../policy.ts';
import { schemaProblems } from '../schema-problems.ts';

/** Answers by `fieldName`, as a form has them: text; for a list, one entry a line. */
export type FieldAnswers = Readonly<Record<string, string>>;

export interface FieldProblem {
  /** `fieldName` of the field; empty for the option as a whole. */
  readonly field: string;
  readonly message: string;
}

const partSchema = policySchema.omit({ version: true });

/** The name of a field in a form: its path, joined by dots. */
export function fieldName(field: Pick<DecisionField, 'path'>): string {
  return field.path.join('.');
}

/** Replaces what stands at `path`, or takes it away (`undefined`). The tree is changed: hand in a copy. */
function place(tree: unknown, path: readonly (string | number)[], value: unknown): void {
  const [step, ...rest] = path;
  if (step === undefined || typeof tree !== 'object' || tree === null) return;
  if (rest.length > 0) place(Reflect.get(tree, step), rest, value);
  else if (value === undefined) Reflect.deleteProperty(tree, step);
  else Reflect.set(tree, step, value);
}

function answerIn(field: DecisionField, said: string): unknown {
  if (field.kind === 'list') {
    const entries = said.split('\n').map((line) => line.trim());
    return entries.filter((line) => line !== '');
  }
  const text = said.trim();
  if (text === '') return undefined;
  return field.kind === 'number' && /^\d{1,9}$/.test(text) ? Number(text) : text;
}

function problemWith(field: DecisionField, value: unknown): string | null {
  const empty = value === undefined || (Array.isArray(value) && value.length === 0);
  // A list that means something by itself may be empty: nobody, none.
  if (empty) return field.required && !(field.given && field.kind === 'list') ? 'Fill this in.' : null;
  if (field.kind === 'number' && typeof value !== 'number') return 'Write a whole number.';
  if (field.kind === 'choice' && !(field.choices ?? []).some((choice) => choice === value))
    return `Choose one of: ${(field.choices ?? []).join(', ')}.`;
  return null;
}

/**
 * What the policy says once an option is taken with these answers, or what is wrong with them. Fields that are not answered
 * keep what the option means where that is `given`; an example is never taken for an answer. Null for an option that is carried
 * out elsewhere.
 */
export function answerOption(
  option: DecisionOption,
  answers: FieldAnswers,
): { readonly part: PolicyPart | null } | { readonly problems: readonly FieldProblem[] } {
  if (option.states === undefined) return { part: null };
  const states: unknown = structuredClone(option.states);
  const problems: FieldProblem[] = [];
  for (const field of option.fields ?? []) {
    const name = fieldName(field);
    const said = Object.hasOwn(answers, name) ? answers[name] : undefined;
    if (said === undefined && field.given) continue;
    const value = answerIn(field, said ?? '');
    const message = problemWith(field, value);
    if (message !== null) problems.push({ field: name, message });
    const unsaid = Array.isArray(value) && value.length === 0 && !field.required;
    place(states, field.path, unsaid ? undefined : value);
  }
  if (problems.length > 0) return { problems };
  const parsed = partSchema.safeParse(states);
  if (parsed.success) return { part: parsed.data };
  return {
    problems: schemaProblems(parsed.error, states, 100).map((problem) => ({
      field: problem.path.join('.'),
      message: `${problem.message} ${problem.remedy}`,
    })),
  };
}
