import { Badge } from '#components/ui/badge.tsx';
import { Hostile } from '#components/ui/hostile.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { Cell, Head, Table } from '#components/ui/table.tsx';
import type { RuleLine, Zone } from '#lib/service/network/network-overview.ts';

export interface ExposureProps {
  zones: readonly Zone[] | null;
  outside: readonly RuleLine[];
  defaultDeny: boolean;
  /** False where the rules in force are not known to be those of the file. */
  known: boolean;
}

/** What the rules let in, held against the policy's trust zones. */
export function Exposure({ zones, outside, defaultDeny, known }: ExposureProps) {
  return (
    <div className="grid gap-3">
      {!known && <Notice tone="unknown">Unknown: other rules than those of the file may be in force.</Notice>}
      {!defaultDeny && (
        <Notice tone="fail">
          Any role is let into any database from everywhere, by one rule or by several together: what nobody
          thought of is let in, not refused.
        </Notice>
      )}
      {zones === null ? (
        <Notice tone="unknown">
          The policy names no trust zones (<code className="font-mono">boundaries</code>), so that nothing
          says which networks clients come from.
        </Notice>
      ) : (
        <Table
          caption="Trust zones and the rules that stay in them"
          head={
            <>
              <Head>Zone</Head>
              <Head>Networks</Head>
              <Head>Rules that let in from it alone</Head>
            </>
          }
        >
          {zones.map((zone) => (
            <tr key={zone.id}>
              <Cell heading>
                <span className="font-medium">{zone.id}</span>
                {zone.description !== null && (
                  <span className="block text-fine text-ink-soft">
                    <Hostile text={zone.description} />
                  </span>
                )}
              </Cell>
              <Cell className="font-mono text-fine">{zone.cidrs.join(', ')}</Cell>
              <Cell>
                <RuleLinks rules={zone.rules} none="none" />
              </Cell>
            </tr>
          ))}
          <tr>
            <Cell heading>
              <Badge tone={outside.length > 0 ? 'fail' : 'neutral'}>outside every zone</Badge>
            </Cell>
            <Cell className="text-ink-soft">anything else</Cell>
            <Cell>
              <RuleLinks rules={outside} none="none: every rule stays inside" />
            </Cell>
          </tr>
        </Table>
      )}
    </div>
  );
}

function RuleLinks({ rules, none }: { rules: readonly RuleLine[]; none: string }) {
  if (rules.length === 0) return <span className="text-ink-faint">{none}</span>;
  return (
    <ul className="grid gap-0.5">
      {rules.map((rule) => (
        <li key={`${rule.file ?? ''}:${rule.line}`}>
          <a
            href={`#line-${rule.line}`}
            className="text-accent underline decoration-accent/35 underline-offset-3"
          >
            line {rule.line}
          </a>{' '}
          <code className="font-mono text-fine">
            <Hostile text={rule.text} />
          </code>
        </li>
      ))}
    </ul>
  );
}
