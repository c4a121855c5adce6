import { CountLink } from '#components/ui/count-link.tsx';
import { Hostile } from '#components/ui/hostile.tsx';
import { Cell, Head, Table } from '#components/ui/table.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import { VerdictMark } from '#components/ui/verdict-mark.tsx';
import type { ControlOnServer } from '#lib/service/catalogue/fleet-verdicts.ts';

/** What each server of the fleet says to one control, and why where it says less than yes or no. */
export function ServerStandings({
  control,
  servers,
}: {
  control: string;
  servers: readonly ControlOnServer[];
}) {
  return (
    <Table
      caption="How it stands on each server"
      head={
        <>
          <Head>Server</Head>
          <Head>Verdict</Head>
          <Head>Why</Head>
          <Head figures>Open findings</Head>
        </>
      }
    >
      {servers.map(({ server, standing, reason, open }) => (
        <tr key={server.id}>
          <Cell heading>
            <TextLink href={`/databases/${server.id}`}>
              <Hostile text={server.name} />
            </TextLink>
          </Cell>
          <Cell>
            <VerdictMark mark={standing} />
          </Cell>
          <Cell className="max-w-prose text-ink-soft">{reason !== null && <Hostile text={reason} />}</Cell>
          <Cell figures>
            <CountLink
              count={open}
              href={`/databases/${server.id}/findings?control=${encodeURIComponent(control)}`}
              label="open findings"
            />
          </Cell>
        </tr>
      ))}
    </Table>
  );
}
