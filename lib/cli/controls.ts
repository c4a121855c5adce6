import type { Control } from '../engine/controls/control.ts';
import { registry } from '../engine/controls/registry.ts';
import { frameworksMarkdown } from '../engine/coverage/frameworks/framework-document.ts';
import { frameworkCoverage } from '../engine/coverage/frameworks/frameworks.ts';
import { readingNeeds } from '../engine/inventory/reading-needs.ts';
import { oneOf, readArguments } from './arguments.ts';
import type { Command } from './context.ts';
import { writeResult } from './output.ts';

function entry(control: Control) {
  const {
    id,
    title,
    area,
    severity,
    scope,
    threats,
    enforcedWhere,
    references,
    rationale,
    caution,
    substrates,
  } = control;
  const inputs = [...control.needs].sort();
  const needs = [...new Set(inputs.flatMap(readingNeeds))].sort();
  return {
    id,
    title,
    area,
    severity,
    scope,
    threats,
    enforcedWhere,
    references,
    inputs,
    needs,
    rationale,
    caution,
    substrates: substrates ?? null,
  };
}

/** The catalogue as Markdown. Every word of it is ours. */
export function controlsMarkdown(): string {
  const parts = [...Map.groupBy(registry, (control) => control.area)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([area, controls]) => {
      const each = controls.map((control) => {
        const { title, id, severity, threats, references, inputs, needs, rationale, caution } =
          entry(control);
        return `### ${title}\n\n\`${id}\`, ${severity}\n\n${rationale}\n\n- Stands against: ${threats.join(', ')}\n- Reads: ${inputs.join(', ')}\n- Needs: ${needs.join('; ') || 'nothing beyond CONNECT'}\n- References: ${references.map((one) => `${one.standard} ${one.id}`).join('; ')}\n- Mending it: ${caution}\n`;
      });
      return `## ${area}\n\n${each.join('\n')}`;
    });
  return `# The control catalogue\n\n${registry.length} controls.\n\n${parts.join('\n')}`;
}

/** `postern controls`. */
export const command: Command = {
  help: `postern controls [--frameworks] [--format json|md] [--output FILE]

The control catalogue: id, title, severity, threats, references, what each reads and what reading that needs.
With --frameworks the other way round: each standard's requirements with the controls that answer them, and
the holes that no control answers.`,

  async run(context, argv) {
    const given = readArguments(argv, {
      format: { type: 'string' },
      output: { type: 'string' },
      frameworks: { type: 'boolean' },
    });
    const format = oneOf('format', given.text('format') ?? 'json', ['json', 'md'] as const);
    const frameworks = given.flag('frameworks');
    const json = frameworks ? frameworkCoverage() : registry.map(entry);
    const markdown = frameworks ? frameworksMarkdown : controlsMarkdown;
    const text = format === 'md' ? markdown() : `${JSON.stringify(json, null, 2)}\n`;
    await writeResult(given.text('output'), context, async () => ({ text }));
    return 0;
  },
};
