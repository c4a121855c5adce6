import type { Control } from '../../controls/control.ts';
import { registry } from '../../controls/registry.ts';
import { type FrameworkCoverage, frameworkCoverage, type MetRequirement } from './frameworks.ts';

const open = ({ controls }: MetRequirement) => controls.length === 0;

/** Text of a table's cell: every word is ours, but an id may hold what Markdown would read. */
const cell = (text: string) => text.replaceAll('|', '\\|');

function answered(requirements: readonly MetRequirement[]): string {
  const rows = requirements
    .filter((one) => !open(one))
    .map(
      ({ id, title, controls }) =>
        `| ${cell(id)} | ${cell(title)} | ${controls.map((control) => `\`${control}\``).join(', ')} |`,
    );
  return `| requirement | what it asks | controls |\n| --- | --- | --- |\n${rows.join('\n')}\n`;
}

function part({ standard, requirements, holes }: FrameworkCoverage): string {
  const holed = requirements.filter((one) => holes.includes(one.id));
  const outside = requirements.filter((one) => open(one) && one.outside !== undefined);
  const met = requirements.length - holed.length - outside.length;
  const list = (all: readonly MetRequirement[], line: (one: MetRequirement) => string) =>
    `${all.map((one) => `- ${line(one)}`).join('\n')}\n`;
  return [
    `## ${standard}`,
    `Requirements that concern a database server: ${requirements.length}. Answered by controls: ${met}. Holes: ${holed.length}. Outside Postern's sight: ${outside.length}.`,
    ...(holed.length > 0
      ? ['### Holes: no control answers these', list(holed, ({ id, title }) => `${id}: ${title}`)]
      : []),
    '### Answered by controls',
    answered(requirements),
    ...(outside.length > 0
      ? [
          "### Outside Postern's sight",
          list(outside, ({ id, title, outside: why }) => `${id}: ${title} (${why})`),
        ]
      : []),
  ].join('\n\n');
}

/** Every standard as Markdown: its holes first, then its requirements with their controls. */
export function frameworksMarkdown(controls: readonly Control[] = registry): string {
  const parts = frameworkCoverage(controls).map(part);
  return `# The frameworks\n\nWhich controls answer which requirement. Written from the references of the controls, so that a requirement nobody answers shows.\n\n${parts.join('\n')}`;
}
