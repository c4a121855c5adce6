import type { Metadata } from 'next';
import { PolicyEditor } from '#components/policy/policy-editor.tsx';
import { PolicyProblems } from '#components/policy/policy-problems.tsx';
import { PolicyVersions } from '#components/policy/policy-versions.tsx';
import { CodeBlock } from '#components/ui/code-block.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { Section } from '#components/ui/section.tsx';
import { requirePerson } from '#lib/service/auth/page.ts';
import { databasePolicy } from '#lib/service/policy/policy-scope.ts';
import { getPolicy } from '#lib/service/policy/policy-versions.ts';
import { orNotFound } from '../../../or-not-found.ts';

export const metadata: Metadata = { title: 'Policy' };

interface PolicyPageProps {
  params: Promise<{ id: string }>;
  searchParams: Promise<{ version?: string | string[]; edit?: string | string[] }>;
}

export default async function PolicyPage({ params, searchParams }: PolicyPageProps) {
  const access = await requirePerson('policy:read');
  const { id } = await params;
  const { version, edit } = await searchParams;
  const asked = typeof version === 'string' && /^\d{1,9}$/.test(version) ? Number(version) : null;
  const policy = await orNotFound(getPolicy(access, databasePolicy(id), asked));
  const base = `/databases/${id}/policy`;
  const newest = policy.versions[0]?.version ?? policy.version;
  const editing = edit !== undefined && access.may('policy:edit');
  return (
    <div className="grid gap-x-10 gap-y-8 xl:grid-cols-[minmax(0,1fr)_20rem]">
      <div className="grid min-w-0 content-start gap-4">
        {policy.version !== newest && (
          <Notice tone="partial">
            Version {policy.version} is not the one in force. Saving it as it is makes it version {newest + 1}
            .
          </Notice>
        )}
        {editing ? (
          <PolicyEditor targetId={id} text={policy.text} basedOn={newest} doneHref={base} />
        ) : (
          <>
            <div className="flex items-center justify-between gap-4">
              <p className="text-ink-soft">
                What is meant to be true of this database. Scans judge by it; what it leaves out stands under
                decisions.
              </p>
              {access.may('policy:edit') && (
                <LinkButton kind="primary" href={`${base}?edit=1&version=${policy.version}`}>
                  Edit
                </LinkButton>
              )}
            </div>
            <PolicyProblems problems={policy.problems} />
            <CodeBlock
              code={policy.text}
              language="yaml"
              title={`Version ${policy.version}`}
              fileName={`postern-policy-v${policy.version}.yaml`}
            />
          </>
        )}
      </div>
      <Section title="Versions">
        <PolicyVersions versions={policy.versions} base={base} current={policy.version} />
      </Section>
    </div>
  );
}
