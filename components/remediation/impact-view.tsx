import type { ReactNode } from 'react';
import { Hostile } from '#components/ui/hostile.tsx';
import { VerdictMark } from '#components/ui/verdict-mark.tsx';
import type { OrUnknown, ShownImpact } from '#lib/service/remediation/impact-view.ts';
import { AffectedRoles } from './affected-roles.tsx';

/** Lines shown before the rest folds. */
const first = 8;

/** Who and what the change touches, as predicted on the snapshot; what could not be found out says so. */
export function ImpactView({ impact }: { impact: ShownImpact }) {
  return (
    <dl>
      {impact.opens.known?.length !== 0 && (
        <Row title="Opens" part={impact.opens}>
          {(findings) => <Lines lines={findings.map((finding) => finding.title)} none="" />}
        </Row>
      )}
      <Row title="Who loses what" part={impact.loses}>
        {(roles) => <AffectedRoles verb="loses" roles={roles} />}
      </Row>
      <Row title="Who gains what" part={impact.gains}>
        {(roles) => <AffectedRoles verb="gains" roles={roles} />}
      </Row>
      <Row title="Sessions" part={impact.sessions}>
        {(lines) => <Lines lines={lines} none="No session of the last scan would be refused." />}
      </Row>
      <Row title="What would fail" part={impact.dependents}>
        {(lines) => (
          <Lines lines={lines} none="No view, routine or other dependent loses what it needs of its owner." />
        )}
      </Row>
      <Row title="Statements seen" part={impact.statements} notes={impact.statementNotes}>
        {(lines) => (
          <Lines
            mono
            lines={lines}
            none={
              impact.loses.known?.length === 0
                ? 'Nobody loses anything, so that no statement is to be looked for.'
                : 'The losing roles were not seen to run a statement on what they lose.'
            }
          />
        )}
      </Row>
    </dl>
  );
}

function Row<Value>({
  title,
  part,
  notes = [],
  children,
}: {
  title: string;
  part: OrUnknown<Value>;
  notes?: readonly string[];
  children: (known: Value) => ReactNode;
}) {
  return (
    <div className="grid gap-x-5 gap-y-1 border-b py-2 last:border-b-0 sm:grid-cols-[9rem_minmax(0,1fr)]">
      <dt className="pt-1.5 text-ink-faint">{title}</dt>
      <dd className="min-w-0">
        {part.known === undefined ? (
          <p className="flex flex-wrap items-baseline gap-x-2 py-1.5">
            <VerdictMark mark="unknown" />
            <span className="text-ink-soft">
              <Hostile text={part.unknown ?? ''} />
            </span>
          </p>
        ) : (
          children(part.known)
        )}
        {notes.length > 0 && (
          <p className="pb-1.5 text-fine text-ink-faint">
            <Hostile text={`${notes.join('. ')}.`} />
          </p>
        )}
      </dd>
    </div>
  );
}

function Lines({ lines, none, mono = false }: { lines: readonly string[]; none: string; mono?: boolean }) {
  if (lines.length === 0) return <p className="py-1.5 text-ink-soft">{none}</p>;
  const style = mono ? 'font-mono text-fine' : undefined;
  return (
    <div className={style}>
      <ul>
        {lines.slice(0, first).map((line) => (
          <li key={line} className="border-b py-1.5 last:border-b-0">
            <Hostile text={line} />
          </li>
        ))}
      </ul>
      {lines.length > first && (
        <details>
          <summary className="py-1.5 text-accent">{lines.length - first} more</summary>
          <ul>
            {lines.slice(first).map((line) => (
              <li key={line} className="border-b py-1.5 last:border-b-0">
                <Hostile text={line} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}
