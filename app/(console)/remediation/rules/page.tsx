import type { Metadata } from 'next';
import { RulesForm } from '#components/approval-rules/rules-form.tsx';
import { RulesHistory } from '#components/approval-rules/rules-history.tsx';
import { RulesTable } from '#components/approval-rules/rules-table.tsx';
import { RulesWaiting } from '#components/approval-rules/rules-waiting.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { PageHeader } from '#components/ui/page-header.tsx';
import { Section } from '#components/ui/section.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import { requirePerson } from '#lib/service/auth/page.ts';
import { changeKindMeanings, changeKinds } from '#lib/service/remediation/change-kind.ts';
import { readRulesPage } from '#lib/service/remediation/change-rules.ts';

export const metadata: Metadata = { title: 'Approval rules' };

export default async function ApprovalRulesPage() {
  const access = await requirePerson('remediation:read');
  const { version, rules, problem, waiting, history } = await readRulesPage(access);
  const manages = access.may('remediation:rules');
  return (
    <>
      <p className="mb-1.5">
        <TextLink href="/remediation">Remediation</TextLink>
      </p>
      <PageHeader
        title="Approval rules"
        line="How many people, and which, have to approve a change before it may run. For each kind of change the first rule that fits counts; what none fits is denied."
      />
      <div className="grid max-w-6xl gap-8">
        {waiting.length > 0 && (
          <Section title="Waiting for a second administrator">
            <div className="grid gap-3">
              {waiting.map((change) => (
                <RulesWaiting
                  key={change.id}
                  change={change}
                  own={change.authorId === access.person.id}
                  mayDecide={manages}
                />
              ))}
            </div>
          </Section>
        )}
        <Section title="In force" aside={version === 0 ? 'the built-in rules' : `version ${version}`}>
          <div className="grid gap-3">
            {problem === null ? <RulesTable rules={rules} /> : <Notice tone="fail">{problem}</Notice>}
            {manages && (
              <RulesForm
                version={version}
                rules={rules}
                kinds={changeKinds.map((kind) => ({ kind, means: changeKindMeanings[kind] }))}
              />
            )}
          </div>
        </Section>
        {history.length > 0 && (
          <Section title="History">
            <RulesHistory changes={history} />
          </Section>
        )}
      </div>
    </>
  );
}
