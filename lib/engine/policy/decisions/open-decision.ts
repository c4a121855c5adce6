import type { Decision, DecisionField, DecisionOption, PolicyPart } from '../decision.ts';
import { policyPartText } from '../policy-part-text.ts';

/** A decision before it is known which controls wait for it. */
export type OpenDecision = Omit<Decision, 'blocks'>;

/** An option that states a part of the policy. */
export function stating(
  title: string,
  consequence: string,
  states: PolicyPart,
  fields: readonly DecisionField[] = [],
): DecisionOption {
  return {
    title,
    consequence,
    // Written when it is read: of ten thousand columns that are asked about, a page shows fifty.
    get policy() {
      return policyPartText(states);
    },
    states,
    ...(fields.length === 0 ? {} : { fields }),
  };
}

/** An option that is carried out elsewhere: there is nothing for the policy to say. */
export function doing(title: string, consequence: string): DecisionOption {
  return { title, consequence, policy: '' };
}

type Path = DecisionField['path'];

/** Must be said; what stands in `states` is an example. */
export function asked(
  label: string,
  path: Path,
  kind: DecisionField['kind'] = 'text',
  choices?: readonly string[],
): DecisionField {
  return { path, label, kind, required: true, ...(choices ? { choices } : {}) };
}

/** May be left out. */
export function optional(
  label: string,
  path: Path,
  kind: DecisionField['kind'] = 'text',
  choices?: readonly string[],
): DecisionField {
  return { ...asked(label, path, kind, choices), required: false };
}

/** What the option means, and may be corrected. */
export function given(
  label: string,
  path: Path,
  kind: DecisionField['kind'] = 'text',
  choices?: readonly string[],
): DecisionField {
  return { ...asked(label, path, kind, choices), given: true };
}
