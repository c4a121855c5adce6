'use client';

import { Badge } from '#components/ui/badge.tsx';
import { Section } from '#components/ui/section.tsx';
import type { DraftProblem } from '#lib/service/policy/check-draft.ts';
import type { FormSection } from '#lib/service/policy/form-sections.ts';
import { sectionOf } from './entry-value.ts';
import { ListSection } from './list-section.tsx';
import { MapSection } from './map-section.tsx';
import { problemsAt } from './problem-places.ts';
import type { SendEdits } from './use-draft.ts';

export interface PolicyFormProps {
  sections: readonly FormSection[];
  /** What the draft's text says. */
  document: unknown;
  problems: readonly DraftProblem[];
  send: SendEdits;
}

/** The policy section by section. Whatever is written here is written into the draft's text, whose comments stay. */
export function PolicyForm({ sections, document, problems, send }: PolicyFormProps) {
  return (
    <div className="grid items-start gap-x-8 gap-y-6 lg:grid-cols-[12rem_minmax(0,1fr)]">
      <nav aria-label="Sections of the policy" className="sticky top-16 hidden lg:block">
        <ul className="grid gap-0.5">
          {sections.map((section) => (
            <li key={section.section}>
              <a
                href={`#policy-${section.section}`}
                className="flex items-baseline justify-between gap-2 rounded-sm px-2 py-0.5 text-ink-soft hover:bg-sunken hover:text-ink"
              >
                {section.title.split(':')[0]}
                <Mark
                  value={sectionOf(document, section.section)}
                  problems={problemsAt(problems, section.section)}
                />
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <div className="grid min-w-0 gap-8">
        {sections.map((section) => {
          const value = sectionOf(document, section.section);
          const own = problemsAt(problems, section.section);
          const props = { section, value, problems: own, send };
          return (
            <div key={section.section} id={`policy-${section.section}`} className="scroll-mt-16">
              <Section title={section.title} aside={value === undefined ? 'unstated' : undefined}>
                <p className="mb-3 max-w-prose text-ink-soft">{section.hint}</p>
                {section.shape === 'list' ? <ListSection {...props} /> : <MapSection {...props} />}
              </Section>
            </div>
          );
        })}
      </div>
    </div>
  );
}

function Mark({ value, problems }: { value: unknown; problems: readonly DraftProblem[] }) {
  if (problems.some((problem) => problem.severity === 'error')) return <Badge tone="fail">error</Badge>;
  if (problems.length > 0) return <Badge tone="partial">warning</Badge>;
  if (Array.isArray(value))
    return <span className="text-fine tabular-nums text-ink-faint">{value.length}</span>;
  return value === undefined ? null : <span className="text-fine text-ink-faint">stated</span>;
}
