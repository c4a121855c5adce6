import { Badge } from '#components/ui/badge.tsx';
import { CodeBlock } from '#components/ui/code-block.tsx';
import { Hostile } from '#components/ui/hostile.tsx';
import { Identifier } from '#components/ui/identifier.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { Section } from '#components/ui/section.tsx';
import { Tabs } from '#components/ui/tabs.tsx';
import type { ShownModelPlan } from '#lib/service/remediation/get-model.ts';
import { DraftModel } from './draft-model.tsx';

/** Reasons and warnings shown before the rest folds. */
const first = 6;

export interface ModelPlanProps {
  plan: ShownModelPlan;
  at: number;
  targetId: string;
  mayDraft: boolean;
}

/** One part of the model: what the policy asks for, and the script that brings it about. */
export function ModelPlanView({ plan, at, targetId, mayDraft }: ModelPlanProps) {
  const name = `postern-model-${at + 1}-${plan.part}`;
  const up = (
    <CodeBlock code={plan.upText} language="sql" title="Brings it about" fileName={`${name}-up.sql`} />
  );
  return (
    <Section
      title={plan.title.charAt(0).toUpperCase() + plan.title.slice(1)}
      aside={
        <span className="flex flex-wrap items-baseline gap-x-2">
          {plan.kind === 'migration' && <Badge tone="accepted">for the application’s migrations</Badge>}
          {plan.kind === 'manual' && <Badge tone="partial">by hand</Badge>}
          <span>
            {plan.database === null ? 'whole cluster' : <Identifier name={plan.database} />}
            {plan.changes > 0 && `, ${plan.changes} ${plan.changes === 1 ? 'change' : 'changes'}`}
          </span>
        </span>
      }
    >
      <div className="grid min-w-0 gap-3">
        {mayDraft && plan.kind !== 'manual' && plan.changes > 0 && (
          <DraftModel
            targetId={targetId}
            part={{ part: plan.part, database: plan.database }}
            title={plan.title}
            kind={plan.kind}
            problem={plan.draftProblem}
          />
        )}
        <Folded lines={plan.reasons} />
        {plan.warnings.slice(0, first).map((warning) => (
          <Notice key={warning} tone="partial">
            <Hostile text={warning} />
          </Notice>
        ))}
        {plan.warnings.length > first && (
          <details>
            <summary className="text-accent">{plan.warnings.length - first} more warnings</summary>
            <div className="mt-2 grid gap-2">
              {plan.warnings.slice(first).map((warning) => (
                <Notice key={warning} tone="partial">
                  <Hostile text={warning} />
                </Notice>
              ))}
            </div>
          </details>
        )}
        {plan.outside.map((words) => (
          <Notice key={words}>
            <strong className="font-semibold">Outside the server: </strong>
            <Hostile text={words} />
          </Notice>
        ))}
        {plan.irreversible !== null && (
          <Notice>
            Cannot be undone by script: <Hostile text={plan.irreversible} />
          </Notice>
        )}
        {plan.kind === 'manual' ? (
          <p className="whitespace-pre-wrap">
            <Hostile text={plan.upText} />
          </p>
        ) : plan.downText === '' ? (
          up
        ) : (
          <Tabs
            label={plan.title}
            tabs={[
              { id: 'up', title: 'Script', content: up },
              {
                id: 'down',
                title: 'Undo',
                content: (
                  <CodeBlock
                    code={plan.downText}
                    language="sql"
                    title="Puts it back as the scan found it"
                    fileName={`${name}-down.sql`}
                  />
                ),
              },
            ]}
          />
        )}
      </div>
    </Section>
  );
}

function Folded({ lines }: { lines: readonly string[] }) {
  if (lines.length === 0) return null;
  return (
    <div>
      <ul className="list-disc pl-5 text-ink-soft">
        {lines.slice(0, first).map((line) => (
          <li key={line}>
            <Hostile text={line} />
          </li>
        ))}
      </ul>
      {lines.length > first && (
        <details>
          <summary className="text-accent">{lines.length - first} more of what the policy says</summary>
          <ul className="list-disc pl-5 text-ink-soft">
            {lines.slice(first).map((line) => (
              <li key={line}>
                <Hostile text={line} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}
