import { Badge } from '#components/ui/badge.tsx';
import { CodeBlock } from '#components/ui/code-block.tsx';
import { Hostile } from '#components/ui/hostile.tsx';
import { Identifier } from '#components/ui/identifier.tsx';
import type { PolicyLine } from '#lib/service/rows/look-into-table.ts';

/** Policies, each with its expressions and what there is to say about them. */
export function PolicyList({ policies, enabled }: { policies: readonly PolicyLine[]; enabled: boolean }) {
  if (policies.length === 0)
    return (
      <p className="text-ink-soft">
        {enabled
          ? 'None: with row security on and no policy, nobody whom it binds sees a row.'
          : 'None: every row is open to whoever has the privilege.'}
      </p>
    );
  return (
    <ul className="grid gap-4">
      {policies.map((policy) => (
        <li key={policy.name} className="grid gap-2">
          <div className="flex flex-wrap items-center gap-2">
            <strong className="font-medium">
              <Identifier name={policy.name} />
            </strong>
            <Badge>{policy.permissive ? 'permissive' : 'restrictive'}</Badge>
            <Badge>{policy.command === 'ALL' ? 'every command' : policy.command}</Badge>
            <span className="text-ink-soft">
              for{' '}
              {policy.roles.map((role, at) => (
                <span key={role ?? '\0'}>
                  {at > 0 && ', '}
                  {role === null ? 'PUBLIC' : <Identifier name={role} />}
                </span>
              ))}
            </span>
          </div>
          {policy.remarks.length > 0 && (
            <ul className="grid gap-0.5">
              {policy.remarks.map(({ bad, text }) => (
                <li key={text} className={bad ? 'text-fail' : 'text-ink-soft'}>
                  {bad && <span className="sr-only">Problem: </span>}
                  <Hostile text={text} />
                </li>
              ))}
            </ul>
          )}
          {policy.using !== null && <CodeBlock code={policy.using} language="sql" title="USING" wrap />}
          {policy.withCheck !== null && (
            <CodeBlock code={policy.withCheck} language="sql" title="WITH CHECK" wrap />
          )}
        </li>
      ))}
    </ul>
  );
}
