import { openFindings } from '#components/findings/open-findings.ts';
import { Badge } from '#components/ui/badge.tsx';
import { CountLink } from '#components/ui/count-link.tsx';
import { Hostile } from '#components/ui/hostile.tsx';
import { Identifier } from '#components/ui/identifier.tsx';
import { Cell, Head, Table } from '#components/ui/table.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import type { FleetTarget } from '#lib/service/fleet/list-fleet.ts';
import { ScanState } from './scan-state.tsx';
import { VerdictBar } from './verdict-bar.tsx';

/** Every registered server, with the figures of its last good scan. A server without one has no figures, not noughts. */
export function FleetTable({ fleet }: { fleet: readonly FleetTarget[] }) {
  return (
    <Table
      caption="Registered database servers"
      head={
        <>
          <Head>Database</Head>
          <Head>Server</Head>
          <Head>Last scan</Head>
          <Head figures>Critical</Head>
          <Head figures>High</Head>
          <Head figures>Open</Head>
          <Head figures>Gaps in coverage</Head>
          <Head figures>Score</Head>
          <Head>Controls</Head>
        </>
      }
    >
      {fleet.map((target) => {
        const base = `/databases/${target.id}`;
        const summary = target.result?.summary;
        return (
          <tr key={target.id}>
            <Cell heading className="min-w-44">
              <span className="flex flex-wrap items-center gap-2">
                <TextLink href={base}>
                  <Hostile text={target.name} />
                </TextLink>
                {target.isDemo && <Badge tone="accent">Demo</Badge>}
              </span>
              <span className="block max-w-72 text-fine text-ink-faint">
                <Identifier
                  oneLine
                  name={target.host.startsWith('/') ? target.host : `${target.host}:${target.port}`}
                />
              </span>
            </Cell>
            <Cell className="min-w-44 max-w-60">
              {target.result?.serverVersion ? <Hostile text={target.result.serverVersion} /> : null}
            </Cell>
            <Cell>
              <ScanState latest={target.latest} result={target.result} />
            </Cell>
            {summary ? (
              <>
                <Cell figures>
                  <CountLink
                    count={summary.findings.critical}
                    href={`${base}/findings?severity=critical`}
                    label="critical findings"
                  />
                </Cell>
                <Cell figures>
                  <CountLink
                    count={summary.findings.high}
                    href={`${base}/findings?severity=high`}
                    label="high findings"
                  />
                </Cell>
                <Cell figures>
                  <CountLink count={openFindings(summary)} href={`${base}/findings`} label="open findings" />
                </Cell>
                <Cell figures>
                  <CountLink count={summary.threats.gap} href={`${base}/coverage`} label="gaps in coverage" />
                </Cell>
                <Cell figures>
                  {typeof summary.score === 'number' ? (
                    <TextLink href={base}>{`${summary.score.toFixed(1)}\u00a0%`}</TextLink>
                  ) : (
                    <span className="text-ink-faint">none yet</span>
                  )}
                </Cell>
                <Cell>
                  <VerdictBar verdicts={summary.verdicts} />
                </Cell>
              </>
            ) : (
              <td colSpan={6} className="border-b px-3 py-2 text-ink-faint">
                Nothing is known yet
              </td>
            )}
          </tr>
        );
      })}
    </Table>
  );
}
