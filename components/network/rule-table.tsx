import { Names } from '#components/snapshot/names.tsx';
import { Badge } from '#components/ui/badge.tsx';
import { classNames } from '#components/ui/class-names.ts';
import { Hostile } from '#components/ui/hostile.tsx';
import { Cell, Head, Table } from '#components/ui/table.tsx';
import type { RuleLine, RuleReference } from '#lib/service/network/network-overview.ts';
import { RuleStateMark } from './rule-state.tsx';

const anchor = (line: number) => `line-${line}`;

/** The rules as they stand in the file, each with what it really does there. */
export function RuleTable({ rules, loginRoles }: { rules: readonly RuleLine[]; loginRoles: number }) {
  const files = new Set(rules.map((rule) => rule.file)).size;
  return (
    <Table
      caption="Rules of pg_hba.conf"
      head={
        <>
          <Head figures>Line</Head>
          <Head>Rule</Head>
          <Head>Does</Head>
          <Head>From</Head>
          <Head>Login roles it comes to decide for</Head>
        </>
      }
    >
      {rules.map((rule) => {
        const idle = rule.state === 'shadowed' || rule.state === 'too-late' || rule.state === 'inert';
        return (
          <tr
            key={`${rule.file ?? ''}:${rule.line}:${rule.text}`}
            id={anchor(rule.line)}
            className="target:bg-accent-wash"
          >
            <Cell figures className="text-ink-faint">
              {rule.line}
            </Cell>
            <Cell heading className="min-w-72">
              <code
                className={classNames(
                  'font-mono text-fine',
                  idle && 'text-ink-faint line-through decoration-ink-faint/60',
                )}
              >
                <Hostile text={rule.text} />
              </code>
              <Remarks rule={rule} showFile={files > 1} />
            </Cell>
            <Cell className="whitespace-nowrap">
              <span className="grid justify-items-start gap-0.5">
                <RuleStateMark state={rule.state} />
                {rule.state === 'accepts' && rule.method === 'trust' && (
                  <Badge tone="fail">no password</Badge>
                )}
                {rule.plaintext && <Badge tone="fail">without encryption</Badge>}
              </span>
            </Cell>
            <Cell className="whitespace-nowrap">
              {(rule.from === 'everywhere' || rule.everywhereWith.length > 0) && rule.state === 'accepts' ? (
                <Badge tone="fail">
                  {rule.from === 'everywhere' ? 'everywhere' : 'everywhere, together'}
                </Badge>
              ) : (
                rule.from
              )}
            </Cell>
            <Cell className="min-w-44">
              {idle ? (
                <span className="text-ink-faint">none</span>
              ) : (
                <>
                  {rule.roles.length === loginRoles && loginRoles > 4 ? (
                    <>all {loginRoles.toLocaleString('en')}</>
                  ) : (
                    <Names names={rule.roles} none="none there is" />
                  )}
                  {rule.superusers.length > 0 && rule.state === 'accepts' && (
                    <span className="block text-fine text-ink-soft">
                      superusers among them: <Names names={rule.superusers} />
                    </span>
                  )}
                </>
              )}
            </Cell>
          </tr>
        );
      })}
    </Table>
  );
}

function Remarks({ rule, showFile }: { rule: RuleLine; showFile: boolean }) {
  return (
    <span className="grid text-fine text-ink-soft">
      {showFile && rule.file !== null && <Hostile text={rule.file} />}
      {rule.because.length > 0 && (
        <RuleReferences
          lead={
            rule.state === 'too-late' ? 'too late: already let in by' : 'everything it is for is taken by'
          }
          rules={rule.because}
        />
      )}
      {rule.everywhereWith.length > 0 && (
        <RuleReferences lead="adds up to every address with" rules={rule.everywhereWith} />
      )}
      {rule.inert !== null && (
        <span>
          the server never matches it: <Hostile text={rule.inert} />
        </span>
      )}
      {rule.undecidable !== null && (
        <span className="text-unknown">
          cannot be decided here: <Hostile text={rule.undecidable} />
        </span>
      )}
      {rule.ambiguous !== null && (
        <span className="text-unknown">
          can be read in two ways: <Hostile text={rule.ambiguous} />
        </span>
      )}
      {rule.zones?.length === 0 && <span className="text-fail">outside the trust zones of the policy</span>}
    </span>
  );
}

function RuleReferences({ lead, rules }: { lead: string; rules: readonly RuleReference[] }) {
  return (
    <span>
      {lead}{' '}
      {rules.map((rule, at) => (
        <span key={`${rule.file ?? ''}:${rule.line}`}>
          {at > 0 && ' and '}
          <a href={`#${anchor(rule.line)}`} className="text-accent underline underline-offset-2">
            line {rule.line}
          </a>{' '}
          {rules.length < 3 && (
            <code className="font-mono">
              <Hostile text={rule.text} />
            </code>
          )}
        </span>
      ))}
    </span>
  );
}
