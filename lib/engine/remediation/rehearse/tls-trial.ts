import type { SecureVersion } from 'node:tls';
import { type FirstAnswer, firstAnswer } from '../../connect/first-answer.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import type { SessionGroupRow } from '../../inventory/sections/sessions.ts';
import { visibleText } from '../../model/visible-text.ts';
import { settingRefusal } from '../impact/setting-refusal.ts';
import { sessionWords } from './session-trial.ts';
import type { ThrowAway } from './throw-away.ts';

/** Present sessions that speak the same TLS, which a client of this machine then speaks in their place. */
export interface TlsKind {
  readonly version: SecureVersion;
  readonly cipher: string;
  readonly sessions: readonly SessionGroupRow[];
}

const versions: readonly SecureVersion[] = ['TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'];

const most = 50;

const touchesTls = (touched: ReadonlySet<string>) => [...touched].some((name) => name.startsWith('ssl'));

/** What of TLS is spoken now, where the changed parameters are about it; none where they are not, or sessions were not read. */
export function tlsKinds(inventory: Inventory, touched: ReadonlySet<string>): readonly TlsKind[] {
  const { sessions } = inventory.cluster;
  if ('gap' in sessions || !touchesTls(touched)) return [];
  const groups = Map.groupBy(
    sessions.rows.filter((session) => session.tls),
    ({ tlsVersion, tlsCipher }) => JSON.stringify([tlsVersion, tlsCipher]),
  );
  return [...groups.values()].slice(0, most).flatMap((group) => {
    const version = versions.find((one) => one === group[0]?.tlsVersion);
    const cipher = group[0]?.tlsCipher ?? '';
    // The name goes into a list of OpenSSL's, where other characters are operators.
    const plain = /^[A-Za-z0-9_-]{1,64}$/.test(cipher);
    return version === undefined || !plain ? [] : [{ version, cipher, sessions: group }];
  });
}

/** Why no session is tried although the parameters are about TLS, as a note. */
export function noTlsTrial(inventory: Inventory, touched: ReadonlySet<string>): readonly string[] {
  const { sessions } = inventory.cluster;
  if (!('gap' in sessions) || !touchesTls(touched)) return [];
  return [
    `no TLS of present sessions was tried on the throw-away server: sessions could not be read (${visibleText(sessions.gap.reason, 200)})`,
  ];
}

/** Shakes hands as each kind does. No rule lets anybody in there: only what comes before the rules is looked at. */
export async function tryTls(
  server: Pick<ThrowAway, 'target'>,
  kinds: readonly TlsKind[],
): Promise<readonly FirstAnswer[]> {
  const answers: FirstAnswer[] = [];
  for (const { version, cipher } of kinds)
    answers.push(
      await firstAnswer({
        socketDirectory: server.target.host,
        port: server.target.port,
        from: '127.0.0.1',
        tls: { version, cipher },
        ...{ user: 'postern', database: 'postgres', replication: null },
      }),
    );
  return answers;
}

const agreed = (answer: FirstAnswer | undefined) => answer === 'refused';
const turnedAway = (answer: FirstAnswer | undefined) => answer === 'no-tls' || answer === 'tls-refused';

/** What came of it: whose TLS is refused then and is not now, and where that is not what was computed beforehand. */
export function tlsOutcome(
  kinds: readonly TlsKind[],
  before: readonly FirstAnswer[],
  after: readonly FirstAnswer[],
  snapshot: Inventory,
  then: Inventory,
): { readonly notes: readonly string[]; readonly differences: readonly string[] } {
  const notes: string[] = [];
  const differences: string[] = [];
  kinds.forEach(({ version, cipher, sessions }, at) => {
    const who = sessions.map(sessionWords).join('; ');
    const spoken = `${version} with ${cipher}`;
    if (!agreed(before[at]) || !(agreed(after[at]) || turnedAway(after[at]))) {
      notes.push(`${spoken} could not be tried on the throw-away server: ${who}`);
      return;
    }
    const refused = turnedAway(after[at]);
    notes.push(
      refused
        ? `${spoken} was tried on the throw-away server and would be refused: ${who}`
        : `${spoken} was tried on the throw-away server and would still be spoken: ${who}`,
    );
    for (const session of sessions) {
      const foretold = settingRefusal(snapshot, then, session);
      if (foretold?.outcome === 'uncertain' || (foretold !== null) === refused) continue;
      differences.push(
        `the throw-away server ${refused ? 'refuses' : 'still speaks'} ${spoken} as of ${sessionWords(session)}, which was not computed so`,
      );
    }
  });
  return { notes, differences };
}
