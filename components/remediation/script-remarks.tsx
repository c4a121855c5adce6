import { Hostile } from '#components/ui/hostile.tsx';
import { Notice } from '#components/ui/notice.tsx';
import type { RemediationView, ShownScript } from '#lib/service/remediation/remediation-view.ts';

/** What to know before running it, and what has to hold before and after. */
export function ScriptRemarks({ script, kind }: { script: ShownScript; kind: RemediationView['kind'] }) {
  const remarks = [
    kind === 'migration' && 'A migration owns these objects: hand it off; Postern does not run it.',
    kind === 'config' && 'A file of the server: somebody puts it in place; a scan then proves it.',
    script.restartNeeded && 'Takes effect after a restart of the server; a reload is not enough.',
    kind === 'sql' &&
      !script.transactional &&
      'Cannot run inside a transaction: it runs step by step, and is looked at after each.',
    script.irreversible !== null && `Cannot be undone: ${script.irreversible}`,
  ].filter((remark) => remark !== false);
  return (
    <>
      {script.warnings.map((warning) => (
        <Notice key={warning} tone="partial">
          <Hostile text={warning} />
        </Notice>
      ))}
      {script.verifiersHidden && (
        <Notice>
          The verifier is shown nowhere in Postern. What runs is the approved script with the verifier in its
          place; this text is no script, and psql refuses it.
        </Notice>
      )}
      {remarks.map((remark) => (
        <Notice key={remark}>
          <Hostile text={remark} />
        </Notice>
      ))}
      {script.outside.map((words) => (
        <Notice key={words}>
          <strong className="font-semibold">Outside the server: </strong>
          <Hostile text={words} />
        </Notice>
      ))}
      {(script.preconditions.length > 0 || script.postconditions.length > 0) && (
        <details>
          <summary className="text-accent">
            {counted(script.preconditions.length)} before, {counted(script.postconditions.length)} after
          </summary>
          <div className="mt-1 grid gap-2 sm:grid-cols-2">
            <Checks title="Before it runs" conditions={script.preconditions} />
            <Checks title="Before it is committed" conditions={script.postconditions} />
          </div>
        </details>
      )}
    </>
  );
}

const counted = (checks: number) => (checks === 1 ? 'one check' : `${checks} checks`);

function Checks({
  title,
  conditions,
}: {
  title: string;
  conditions: readonly { readonly says: string; readonly sql: string }[];
}) {
  return (
    <div className="min-w-0">
      <h3 className="text-fine text-ink-faint">{title}</h3>
      <ul className="list-disc pl-5">
        {conditions.slice(0, 100).map((condition) => (
          <li key={condition.sql}>
            <Hostile text={condition.says} />
          </li>
        ))}
        {conditions.length > 100 && <li>and {conditions.length - 100} more</li>}
      </ul>
    </div>
  );
}
