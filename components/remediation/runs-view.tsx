import type { ExecutionProgress, ShownExecution } from '#lib/service/remediation/execution-view.ts';
import { ExecutionLines } from './execution-lines.tsx';
import { ExecutionPanel, RunHead } from './execution-panel.tsx';

/** Every run, the last one live; the earlier ones fold. */
export function RunsView({
  id,
  state,
  executions,
}: {
  id: string;
  state: ExecutionProgress['state'];
  executions: readonly ShownExecution[];
}) {
  const [last, ...earlier] = executions;
  if (last === undefined) return <p className="text-ink-soft">Nothing has run.</p>;
  return (
    <div className="grid gap-3">
      <ExecutionPanel key={last.id} id={id} initial={{ state, execution: last }} />
      {earlier.length > 0 && (
        <details>
          <summary className="text-accent">
            {earlier.length === 1 ? 'One run before' : `${earlier.length} runs before`}
          </summary>
          <div className="mt-2 grid gap-4">
            {earlier.map((execution) => (
              <div key={execution.id} className="grid gap-2">
                <RunHead execution={execution} />
                <ExecutionLines lines={execution.lines} live={false} />
              </div>
            ))}
          </div>
        </details>
      )}
    </div>
  );
}
