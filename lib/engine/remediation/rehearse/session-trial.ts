import { factsOf } from '../../analysis/facts.ts';
import { decide } from '../../analysis/hba/decide.ts';
import type { HbaDecision, HbaRequest } from '../../analysis/hba/hba-rule.ts';
import { rulesFromInventory } from '../../analysis/hba/rules-from-inventory.ts';
import { sessionAttempt } from '../../analysis/hba/session-attempt.ts';
import { roleGraph } from '../../analysis/role-graph.ts';
import { UnreadSection } from '../../analysis/unread-section.ts';
import { type FirstAnswer, firstAnswer } from '../../connect/first-answer.ts';
import { isLoopback } from '../../connect/loopback.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import type { SessionGroupRow } from '../../inventory/sections/sessions.ts';
import { visibleText } from '../../model/visible-text.ts';
import { literal } from '../quote.ts';
import { standInFile } from './address-stand-in.ts';
import type { ThrowAway } from './throw-away.ts';

/** Present sessions that are alike and can be tried: how they would connect again. */
export interface TriedSession {
  readonly session: SessionGroupRow;
  readonly attempt: HbaRequest;
}

export interface SessionTrial {
  readonly tried: readonly TriedSession[];
  /** Why others are not tried, with how many of them there are. */
  readonly untried: ReadonlyMap<string, number>;
}

/** Groups of sessions, each tried with either file; and addresses of other machines, each of which has the server load a file. */
const most = 200;
const mostAddresses = 20;
const mostNamed = 20;

function whyNot(session: SessionGroupRow, attempt: HbaRequest): string | null {
  if (attempt.gss) return 'are encrypted by GSSAPI';
  return session.clientCertificate ? 'show a client certificate' : null;
}

/** Whether its address is one of another machine, in whose place this machine's stands. */
const fromElsewhere = ({ session, attempt }: TriedSession) =>
  attempt.address !== null && !isLoopback(session.address ?? undefined);

/** Which present sessions can be tried from this machine. Throws `UnreadSection`. */
export function sessionTrial(inventory: Inventory): SessionTrial {
  const facts = factsOf(inventory);
  const graph = roleGraph(facts);
  // What the rules are read by later on.
  facts.read('databases');
  const addresses = new Set<string | null>();
  const tried: TriedSession[] = [];
  const untried = new Map<string, number>();
  const leave = (why: string, { count }: SessionGroupRow) =>
    untried.set(why, (untried.get(why) ?? 0) + count);
  for (const session of facts.read('sessions')) {
    const known = sessionAttempt(session, graph);
    const why = 'unread' in known ? 'were not shown whole' : whyNot(session, known.attempt);
    if (why !== null) leave(why, session);
    else if (tried.length >= most) leave(`are beyond the first ${most} kinds`, session);
    else if ('attempt' in known) {
      const one = { session, attempt: known.attempt };
      if (fromElsewhere(one)) addresses.add(session.address);
      if (addresses.size <= mostAddresses) tried.push(one);
      else leave(`come from more than ${mostAddresses} addresses of other machines`, session);
    }
  }
  return { tried, untried };
}

/** Nobody may log in any more, `own` aside: a server that listens lets nobody in, whatever its rules say. */
export const closeLogins = (own: string): string =>
  `UPDATE pg_catalog.pg_authid SET rolcanlogin = false WHERE rolname <> ${literal(own)}`;

function ask(server: Server, { session, attempt }: TriedSession, from: string | null): Promise<FirstAnswer> {
  const walsender = session.backendType === 'walsender';
  return firstAnswer({
    socketDirectory: server.target.host,
    port: server.target.port,
    from,
    tls: attempt.tls ? {} : null,
    user: attempt.user,
    database: attempt.database,
    replication: walsender ? (attempt.replication ? 'physical' : 'logical') : null,
  });
}

type Server = Pick<ThrowAway, 'target'>;

export interface TriedFile {
  readonly text: string;
  readonly major: number;
  /** Has the server load a file; whether it did. */
  readonly load: (text: string) => Promise<boolean>;
}

/**
 * Asks the throw-away server, which has loaded the file, in the order of the trial. Rules come before whether a role may log in. For
 * addresses of other machines it loads the part of the file that is for them, and is left with the last of these.
 */
export async function tryEach(
  server: Server,
  { tried }: SessionTrial,
  { text, major, load }: TriedFile,
): Promise<readonly FirstAnswer[]> {
  const answers = new Map<TriedSession, FirstAnswer>();
  for (const one of tried)
    if (!fromElsewhere(one))
      answers.set(one, await ask(server, one, one.attempt.address === null ? null : one.session.address));
  for (const group of Map.groupBy(tried.filter(fromElsewhere), (one) => one.session.address).values()) {
    const address = group[0]?.attempt.address;
    const part = address == null ? null : standInFile(text, major, address);
    if (part === null || !(await load(part))) continue;
    for (const one of group) answers.set(one, await ask(server, one, '127.0.0.1'));
  }
  return tried.map((one) => answers.get(one) ?? 'none');
}

/** Methods by which the server looks for a proof without asking the client. */
const silent: readonly string[] = ['peer', 'ident'];

/** What the server has to answer where the rules were read rightly; null where that cannot be known beforehand. */
function foretold({ decision, method, options }: HbaDecision): readonly FirstAnswer[] | null {
  if (decision === 'reject' || decision === 'implicit-reject') return ['refused'];
  if (decision !== 'method' || method === null) return null;
  if (options.clientcert !== undefined) return ['refused'];
  if (method === 'trust') return ['let-in'];
  return silent.includes(method) ? ['let-in', 'not-proven'] : ['asked'];
}

const words: Readonly<Record<FirstAnswer, string>> = {
  'let-in': 'lets in without a proof',
  asked: 'asks for a proof',
  'not-proven': 'looks for a proof by itself',
  refused: 'refuses',
  'no-tls': 'offers no TLS',
  'tls-refused': 'agrees on no TLS',
  none: 'gives no answer',
};

export function sessionWords({ role, database, address, application, count }: SessionGroupRow): string {
  const shown = (text: string | null) => visibleText(text ?? '', 80);
  const where = address === null ? 'a local socket' : shown(address);
  const what = application === '' ? '' : ` (${shown(application)})`;
  const within = database === null ? 'for replication' : `in ${shown(database)}`;
  return `${count} of ${shown(role)} ${within} from ${where}${what}`;
}

/** Where the answers are others than the rules of this snapshot say, one sentence each. Throws `UnreadSection`. */
export function otherAnswers(
  inventory: Inventory,
  { tried }: SessionTrial,
  answers: readonly FirstAnswer[],
  file: 'present' | 'changed',
): readonly string[] {
  const rules = rulesFromInventory(factsOf(inventory));
  return tried.flatMap(({ session, attempt }, at) => {
    const answer = answers[at] ?? 'none';
    const expected = foretold(decide(rules, attempt));
    if (expected === null || answer === 'none' || expected.includes(answer)) return [];
    const [first] = expected;
    return [
      `with the ${file} file the throw-away server ${words[answer]} ${sessionWords(session)}, and by the rules it ${words[first ?? 'none']}`,
    ];
  });
}

const turnedAway = (answer: FirstAnswer | undefined) =>
  answer === 'refused' || answer === 'no-tls' || answer === 'tls-refused';

/** What came of it, in sentences: who would be refused and is not today, who is refused today too, who was not tried. */
export function trialNotes(
  { tried, untried }: SessionTrial,
  before: readonly FirstAnswer[],
  after: readonly FirstAnswer[],
): readonly string[] {
  const among = (wanted: (at: number) => boolean) =>
    tried.filter((_, at) => wanted(at)).map(({ session }) => session);
  const sum = (sessions: readonly SessionGroupRow[]) =>
    sessions.reduce((total, session) => total + session.count, 0);
  const asked = (at: number) => after[at] !== 'none' && before[at] !== 'none';
  const refused = among((at) => asked(at) && turnedAway(after[at]) && !turnedAway(before[at]));
  const always = among((at) => asked(at) && turnedAway(after[at]) && turnedAway(before[at]));
  const changed = among(
    (at) => asked(at) && !turnedAway(after[at]) && !turnedAway(before[at]) && after[at] !== before[at],
  );
  const opened = among((at) => asked(at) && !turnedAway(after[at]) && turnedAway(before[at]));
  const unanswered = among((at) => !asked(at));
  const count = sum(tried.map(({ session }) => session));
  const said = (title: string, sessions: readonly SessionGroupRow[]) => {
    const named = sessions.slice(0, mostNamed).map(sessionWords).join('; ');
    const more = sessions.length > mostNamed ? `; and ${sessions.length - mostNamed} kinds more` : '';
    return sessions.length === 0 ? [] : [`${title}: ${named}${more}`];
  };
  const elsewhere = sum(tried.filter(fromElsewhere).map(({ session }) => session));
  return [
    ...(count === 0
      ? []
      : [
          `${count} present sessions were tried on the throw-away server as they would connect again: ${sum(refused)} would be refused that are not today`,
        ]),
    ...said('would be refused', refused),
    ...(elsewhere === 0
      ? []
      : [
          `${elsewhere} of them come from other machines: which rules are for their addresses was computed, and what those rules do was tried from this machine`,
        ]),
    ...said('would be asked for something else than today', changed),
    ...said('are refused there with the present file too', always),
    ...said('are refused there with the present file, and would not be any more', opened),
    ...said('gave no answer there', unanswered),
    ...[...untried].map(
      ([why, sessions]) => `${sessions} present sessions were not tried there: they ${why}`,
    ),
  ];
}

/** Why nothing was tried, as a note. */
export function unreadTrial(error: unknown): readonly string[] {
  if (!(error instanceof UnreadSection)) throw error;
  return [
    `no present session was tried on the throw-away server: ${error.gap.input} could not be read (${visibleText(error.gap.reason, 200)})`,
  ];
}
