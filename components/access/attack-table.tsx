import { Names } from '#components/snapshot/names.tsx';
import { Badge } from '#components/ui/badge.tsx';
import { Hostile } from '#components/ui/hostile.tsx';
import { Identifier } from '#components/ui/identifier.tsx';
import { Cell, Head, Table } from '#components/ui/table.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import type { AttackPath } from '#lib/service/access/attack-paths.ts';

/** Paths in words, shortest first. */
export function AttackTable({ paths, base }: { paths: readonly AttackPath[]; base: string }) {
  return (
    <Table
      caption="Attack paths"
      head={
        <>
          <Head>Login</Head>
          <Head>Let in</Head>
          <Head>Then</Head>
          <Head>Comes to</Head>
        </>
      }
    >
      {paths.map((path) => (
        <tr key={[path.goal, path.target, path.database, ...path.way, ...(path.steps ?? [])].join('\0')}>
          <Cell heading className="min-w-40">
            <TextLink href={`${base}/access/roles?role=${encodeURIComponent(path.role)}`}>
              <Identifier name={path.role} />
            </TextLink>
            {path.others.length > 0 && (
              <span className="block text-fine text-ink-soft">
                and so can <Names names={path.others} shown={2} />
              </span>
            )}
          </Cell>
          <Cell className="min-w-48">
            <Entry path={path} base={base} />
          </Cell>
          <Cell className="min-w-64">
            <Steps path={path} />
          </Cell>
          <Cell className="min-w-40">
            <Goal path={path} />
          </Cell>
        </tr>
      ))}
    </Table>
  );
}

function Steps({ path: { steps, waitsFor } }: { path: AttackPath }) {
  if (steps === null || steps.length === 0)
    return <span className="text-ink-soft">nothing more: it is one itself</span>;
  return (
    <div className="grid gap-1">
      <ol className={steps.length > 1 ? 'grid list-decimal gap-0.5 pl-4' : 'grid gap-0.5'}>
        {steps.map((step) => (
          <li key={step}>
            <Hostile text={step} />
          </li>
        ))}
      </ol>
      {waitsFor !== null && (
        <p className="text-ink-soft">
          <Badge tone="unknown">waits for</Badge> <Hostile text={waitsFor} />
        </p>
      )}
    </div>
  );
}

function Entry({ path, base }: { path: AttackPath; base: string }) {
  const { network, method, tls, line } = path.entry;
  if (network === null) return <Badge tone="unknown">unknown</Badge>;
  return (
    <span className="grid">
      <span>
        from <Identifier name={network} />
      </span>
      <span className="flex flex-wrap gap-x-1.5 text-ink-soft">
        {method === 'trust' ? (
          <Badge tone="fail">trust: no password</Badge>
        ) : (
          <Hostile text={method ?? 'undecided'} />
        )}
        {tls === false && <span>without TLS</span>}
        {line !== null && <TextLink href={`${base}/network#line-${line}`}>line {line}</TextLink>}
      </span>
    </span>
  );
}

const goals = {
  superuser: 'superuser',
  'operating-system': 'operating system',
  verifiers: 'password verifiers',
  'all-data': 'all data',
} as const;

function Goal({ path }: { path: AttackPath }) {
  if (path.goal !== 'column')
    return (
      <span className="grid justify-items-start">
        <Badge tone="fail">{goals[path.goal]}</Badge>
        <Hostile text={path.target} />
      </span>
    );
  return (
    <span className="grid justify-items-start">
      <Badge tone="partial">sensitive columns</Badge>
      <span>
        <Identifier name={path.target} />
        {path.database !== null && (
          <span className="text-ink-faint">
            {' '}
            in <Identifier name={path.database} />
          </span>
        )}
      </span>
      <span className="text-fine text-ink-soft">
        <Names names={path.columns} shown={4} />
      </span>
    </span>
  );
}
