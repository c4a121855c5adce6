import { roleNames } from '#components/people/role-name.ts';
import { Hostile } from '#components/ui/hostile.tsx';
import { severityWords } from '#components/ui/severity-mark.tsx';
import { Cell, Head, Table } from '#components/ui/table.tsx';
import type { ApprovalRule } from '#lib/service/remediation/approval-rule.ts';

/** The rules, a row each; for each kind of change the first that fits counts. */
export function RulesTable({ rules }: { rules: readonly ApprovalRule[] }) {
  return (
    <Table
      caption="Approval rules"
      head={
        <>
          <Head>Rule</Head>
          <Head>On</Head>
          <Head>Worst finding</Head>
          <Head>Changes</Head>
          <Head figures>Approvals</Head>
          <Head>By</Head>
          <Head figures>Hold</Head>
        </>
      }
    >
      {rules.map((rule) => (
        <tr key={rule.name}>
          <Cell heading className="min-w-48">
            <Hostile text={rule.name} />
          </Cell>
          <Cell>{rule.environments.join(', ')}</Cell>
          <Cell>
            {rule.severities.length === Object.keys(severityWords).length
              ? 'any'
              : rule.severities.map((severity) => severityWords[severity]).join(', ')}
          </Cell>
          <Cell>{rule.kinds.join(', ')}</Cell>
          <Cell figures>{rule.approvals}</Cell>
          <Cell>{rule.roles.map((role) => roleNames[role]).join(', ')}</Cell>
          <Cell figures className="whitespace-nowrap">
            {rule.hours} h
          </Cell>
        </tr>
      ))}
    </Table>
  );
}
