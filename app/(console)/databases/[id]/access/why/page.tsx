import type { Metadata } from 'next';
import { kindWords } from '#components/access/object-label.tsx';
import { RemovableList, WhatIfPreview } from '#components/access/what-if.tsx';
import { NoResult } from '#components/databases/no-result.tsx';
import { hrefWith } from '#components/snapshot/address.ts';
import { GapNotice } from '#components/snapshot/gap-notice.tsx';
import { PathPicture } from '#components/snapshot/path-picture.tsx';
import { Badge } from '#components/ui/badge.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Hostile } from '#components/ui/hostile.tsx';
import { Identifier } from '#components/ui/identifier.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';
import { Section } from '#components/ui/section.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import { parseWhyQuery } from '#lib/service/access/access-query.ts';
import { whyAccess } from '#lib/service/access/why-access.ts';
import { requirePerson } from '#lib/service/auth/page.ts';
import { chooseDatabase, openSnapshot } from '#lib/service/snapshot/open-snapshot.ts';
import type { SearchParameters } from '#lib/service/snapshot/query-fields.ts';
import { getTarget } from '#lib/service/targets/get-target.ts';
import { orNotFound } from '../../../../or-not-found.ts';

export const metadata: Metadata = { title: 'Why' };

interface WhyPageProps {
  params: Promise<{ id: string }>;
  searchParams: Promise<SearchParameters>;
}

const howWords = {
  inherited: 'has it now',
  'set-role': 'has it only after a SET ROLE it may make',
} as const;

export default async function WhyPage({ params, searchParams }: WhyPageProps) {
  const access = await requirePerson(['target:read', 'finding:read']);
  const said = await searchParams;
  const target = await orNotFound(getTarget(access, (await params).id));
  if (target.result === null)
    return <NoResult targetId={target.id} latest={target.latest} what="privileges" />;
  const query = parseWhyQuery(said);
  const base = `/databases/${target.id}/access`;
  const choice = chooseDatabase(await openSnapshot(access, target.id), query.database);
  const answer = 'database' in choice ? whyAccess(choice.database, query) : { gap: choice.gap };
  if (answer.gap) return <GapNotice gap={answer.gap} what="why" />;
  const back = <LinkButton href={base}>To the explorer</LinkButton>;
  if (answer.value === null)
    return (
      <EmptyState title="No such privilege in the last scan" action={back}>
        The role, the object or the privilege of this address is not in it. It may have been dropped since.
      </EmptyState>
    );
  const { explanation, graph, removable, preview } = answer.value;
  const { role, privilege, object, paths, how, grantable } = explanation;
  const name = [object.schema, object.name, object.column].filter((part) => part !== undefined).join('.');
  const own = { ...said, without: undefined, privilege: undefined };
  return (
    <div className="grid gap-7">
      <div className="grid gap-1.5">
        <p className="text-fine text-ink-faint">
          <TextLink href={hrefWith(base, { database: choice.chosen }, { role })}>
            Everything the role can do
          </TextLink>{' '}
          ·{' '}
          <TextLink href={hrefWith(base, { ...own, role: undefined }, { by: 'object' })}>
            Everybody who can use the object
          </TextLink>
        </p>
        <h2 className="text-lead font-semibold">
          Why <Identifier name={role} /> {how === null ? 'cannot' : 'can'} {privilege} on{' '}
          {kindWords(object.kind)} <Identifier name={name} />
        </h2>
        <p className="flex flex-wrap items-center gap-2">
          {how === null ? (
            <Badge>neither now nor after any SET ROLE</Badge>
          ) : (
            <Badge tone={how === 'inherited' ? 'accent' : 'neutral'}>{howWords[how]}</Badge>
          )}
          {grantable && <Badge tone="partial">may grant it on</Badge>}
          <span className="text-ink-faint">
            in <Identifier name={choice.chosen} />
          </span>
        </p>
      </div>
      {how !== null && (
        <div className="grid gap-x-8 gap-y-6 xl:grid-cols-2">
          <Section
            title="In words"
            aside={`${paths.length} ${paths.length === 1 ? 'way' : 'ways'}, shortest first`}
          >
            <ol className="grid list-decimal gap-1.5 pl-5 marker:text-ink-faint">
              {paths.slice(0, 50).map((path) => (
                <li key={`${path.how} ${path.via.join('\0')}`}>
                  <Hostile text={path.words} />
                </li>
              ))}
            </ol>
            {paths.length > 50 && <p className="mt-2 text-ink-faint">and {paths.length - 50} more</p>}
          </Section>
          <PathPicture graph={graph} title="The same as a picture" fileName="postern-why.svg" />
        </div>
      )}
      <Section title="What if this grant went" aside="A preview: nothing is changed">
        <div className="grid gap-4">
          <RemovableList
            removable={removable}
            privilege={privilege}
            chosen={preview?.removed.id ?? null}
            hrefOf={(id) => hrefWith(`${base}/why`, said, { without: id })}
          />
          {preview && <WhatIfPreview preview={preview} privilege={privilege} />}
        </div>
      </Section>
    </div>
  );
}
