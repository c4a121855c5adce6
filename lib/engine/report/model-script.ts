import type { ModelPlan } from '../remediation/model-ddl/model-plan.ts';
import { commentText } from '../remediation/quote.ts';

const comment = (text: string) =>
  text
    .split('\n')
    .map((line) => `-- ${commentText(line)}\n`)
    .join('');

function scriptOf(plan: ModelPlan, part: 'up' | 'down'): string {
  if (plan.kind === 'manual') return part === 'up' ? comment(`Postern: ${plan.title}\n${plan.upText}`) : '';
  if (part === 'down' && plan.irreversible !== null)
    return comment(`Postern: ${plan.title}, cannot be undone by script: ${plan.irreversible}`);
  const mark = plan.handOff
    ? comment(
        'Hand-off: migrations of the application own what this touches. It belongs among them; Postern does not apply it.',
      )
    : '';
  return `${mark}${part === 'up' ? plan.upText : plan.downText}`;
}

/** The plans of a model as one script for `psql -f`, each a transaction of its own where it can be one; undone in reverse. */
export function modelScript(plans: readonly ModelPlan[], part: 'up' | 'down'): string {
  const ordered = part === 'up' ? plans : [...plans].reverse();
  const scripts = ordered.map((plan) => scriptOf(plan, part)).filter((text) => text !== '');
  return scripts.length === 0
    ? '-- Nothing to do: roles and grants are as the policy says.\n'
    : scripts.join('\n');
}
