import Link from 'next/link';
import { controlHref } from '#components/catalogue/catalogue-address.ts';
import { ThreatStatusMark } from '#components/coverage/threat-status.tsx';
import { Badge } from '#components/ui/badge.tsx';
import { Hostile } from '#components/ui/hostile.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import type { CatalogueThreat, ThreatScope } from '#lib/service/threats/list-threats.ts';
import { ThreatActions } from './threat-actions.tsx';

export interface ThreatEntryProps {
  threat: CatalogueThreat;
  scopes: readonly ThreatScope[];
  titles: Readonly<Record<string, string>>;
  mayEdit: boolean;
}

/** One threat: who crosses which boundary for what and how, what stands against it, and where it is open. */
export function ThreatEntry({ threat, scopes, titles, mayEdit }: ThreatEntryProps) {
  const name = (id: string) => scopes.find((scope) => scope.id === id)?.name ?? id;
  const model = [
    ['Actor', threat.actor],
    ['Asset', threat.asset],
    ['Boundary', threat.boundary],
  ] as const;
  return (
    <li
      id={threat.id}
      className="grid gap-x-10 gap-y-3 border-t py-4 lg:grid-cols-[minmax(0,1.4fr)_minmax(0,1fr)]"
    >
      <div className="grid min-w-0 content-start gap-2">
        <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
          <h2 className="text-lead font-semibold">
            <Hostile text={threat.title} />
          </h2>
          <span className="font-mono text-fine text-ink-faint">
            <Hostile text={threat.id} />
          </span>
          {!threat.builtIn && (
            <Badge tone="accent">
              added by <Hostile text={threat.addedBy.map(name).join(', ')} />
            </Badge>
          )}
        </div>
        {threat.path && (
          <p className="max-w-prose text-ink-soft">
            <Hostile text={threat.path} />
          </p>
        )}
        <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-0.5">
          {model
            .filter(([, text]) => text !== null)
            .map(([term, text]) => (
              <div key={term} className="contents">
                <dt className="text-ink-faint">{term}</dt>
                <dd>
                  <Hostile text={text ?? ''} />
                </dd>
              </div>
            ))}
          {threat.examples.length > 0 && (
            <div className="contents">
              <dt className="text-ink-faint">For example</dt>
              <dd>{threat.examples.join('; ')}</dd>
            </div>
          )}
        </dl>
        {threat.setAside.map((aside) => (
          <p key={aside.scope} className="rounded-sm bg-accepted-wash px-3 py-1.5">
            Set aside by <Hostile text={name(aside.scope)} />: <Hostile text={aside.reason} />
          </p>
        ))}
        {mayEdit && <ThreatActions threat={threat} scopes={scopes} />}
      </div>
      <div className="grid min-w-0 content-start gap-3">
        <div>
          <h3 className="text-fine font-medium text-ink-faint">Where it stands</h3>
          {threat.servers.length === 0 ? (
            <p className="text-ink-soft">In no matrix yet.</p>
          ) : (
            <ul className="grid">
              {threat.servers.map((server) => (
                <li key={server.id} className="flex flex-wrap items-baseline gap-x-3 py-0.5">
                  <ThreatStatusMark status={server.status} />
                  <Link
                    href={`/databases/${server.id}/coverage`}
                    className="text-accent underline decoration-accent/35 underline-offset-3 hover:decoration-accent"
                  >
                    <Hostile text={server.name} />
                  </Link>
                  <span className="text-fine text-ink-faint">
                    <Hostile text={server.residualRisk} />
                  </span>
                </li>
              ))}
            </ul>
          )}
        </div>
        <details>
          <summary className="text-fine font-medium text-ink-faint">
            {threat.controls.length === 0
              ? 'No control: it is a gap until there is one, or it is set aside'
              : threat.controls.length === 1
                ? '1 control'
                : `${threat.controls.length} controls`}
          </summary>
          <ul className="grid gap-0.5 pt-1">
            {threat.controls.map((control) => (
              <li key={control}>
                {titles[control] ? (
                  <TextLink href={controlHref(control)}>{titles[control]}</TextLink>
                ) : (
                  <Hostile text={control} />
                )}{' '}
                <span className="font-mono text-fine text-ink-faint">
                  <Hostile text={control} />
                </span>
              </li>
            ))}
          </ul>
        </details>
      </div>
    </li>
  );
}
