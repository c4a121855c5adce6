import type { HbaDecision, HbaRequest, HbaRule, HbaRules, HbaType } from './hba-rule.ts';
import { fullMask, inNetwork, unmapIpv4 } from './ip-address.ts';
import { anyMatch, type Match, matchDatabase, matchUser } from './match-token.ts';
import { whyNotInForce } from './rules-in-force.ts';

type Place = Pick<HbaRequest, 'address' | 'tls' | 'gss' | 'serverAddresses'>;

function typeMatches(type: HbaType, request: Omit<Place, 'serverAddresses'>): boolean {
  if (request.address === null) return type === 'local';
  switch (type) {
    case 'local':
      return false;
    case 'host':
      return true;
    case 'hostssl':
      return request.tls;
    case 'hostnossl':
      return !request.tls;
    case 'hostgssenc':
      return request.gss;
    case 'hostnogssenc':
      return !request.gss;
  }
}

/** Whether the rule is for connections from there, whatever their kind. */
export function addressMatches(rule: HbaRule, request: Pick<Place, 'address' | 'serverAddresses'>): Match {
  if (rule.address === null || request.address === null || rule.address.match === 'all') return 'yes';
  if (rule.address.match === 'host-name') return 'unknown';
  const client = unmapIpv4(request.address);
  if (rule.address.match === 'network') return inNetwork(client, rule.address.network) ? 'yes' : 'no';
  if (request.serverAddresses === null) return 'unknown';
  const whole = rule.address.match === 'samenet';
  const found = request.serverAddresses.some((own) =>
    inNetwork(client, whole ? own : { ...own, mask: fullMask(own.family) }),
  );
  return found ? 'yes' : 'no';
}

/** Whether the rule may be for a connection of that kind, whoever makes it. */
export function typeConcerns(rule: HbaRule, place: Omit<Place, 'serverAddresses'>): boolean {
  return rule.inert === null && typeMatches(rule.type, place);
}

/** Whether the rule may be for a connection from there; those whose addresses are not known may. */
export function addressConcerns(rule: HbaRule, place: Pick<Place, 'address' | 'serverAddresses'>): boolean {
  return addressMatches(rule, place) !== 'no';
}

/** Names longer than `NAMEDATALEN` are cut before the rules see them. */
function startupName(name: string): string {
  const bytes = Buffer.from(name);
  return bytes.length < 64
    ? name
    : bytes
        .subarray(0, 63)
        .toString('utf8')
        .replace(/\uFFFD+$/, '');
}

function optionsOf(rule: HbaRule): Readonly<Record<string, string>> {
  const options = new Map(rule.options.map(({ name, value }) => [name, value]));
  if (rule.method === 'cert') options.set('clientcert', 'verify-full');
  return Object.fromEntries(options);
}

/** Whether this rule, by itself, is for that request. */
export function ruleMatches(
  rule: HbaRule,
  request: HbaRequest,
  major: number,
): { readonly match: Match; readonly why: string } {
  const no = { match: 'no', why: '' } as const;
  if (rule.inert !== null || !typeMatches(rule.type, request)) return no;
  const who = {
    ...request,
    user: startupName(request.user),
    database: startupName(request.database || request.user),
  };
  const database = anyMatch(rule.databases, (token) => matchDatabase(token, who, major));
  if (database === 'no') return no;
  const user = anyMatch(rule.users, (token) => matchUser(token, who, major));
  if (user === 'no') return no;
  const address = addressMatches(rule, request);
  if (address === 'no') return no;
  if (address === 'unknown') {
    return {
      match: 'unknown',
      why:
        rule.address?.match === 'host-name'
          ? 'the rule names a host, which the server itself resolves'
          : `the rule says ${rule.address?.match ?? ''}, and the server's own addresses are not known`,
    };
  }
  if (database === 'unknown' || user === 'unknown') {
    return {
      match: 'unknown',
      why: `a ${database === 'unknown' ? 'database' : 'user'} name of the rule can be read in two ways, or its regular expression could not be followed`,
    };
  }
  return { match: 'yes', why: '' };
}

/**
 * What the server does with a connection attempt: the first matching rule decides, and nothing after it is tried.
 * Whether the role exists, may log in or has CONNECT comes later and plays no part. Never guesses: where a rule that
 * cannot be decided comes before the first match, the answer is `undecidable`.
 */
export function decide(rules: HbaRules, request: HbaRequest): HbaDecision {
  const none = { method: null, options: {}, rule: null } as const;
  const notInForce = whyNotInForce(rules.errors, 'pg_hba.conf');
  if (notInForce !== null) {
    const refused = rules.errors.some((error) => !error.unread);
    return { decision: refused ? 'file-error' : 'undecidable', ...none, reason: notInForce };
  }
  for (const rule of rules.rules) {
    const { match, why } = ruleMatches(rule, request, rules.major);
    if (match === 'no') continue;
    if (match === 'unknown') return { decision: 'undecidable', method: null, options: {}, rule, reason: why };
    if (rule.method === 'reject')
      return {
        decision: 'reject',
        method: null,
        options: {},
        rule,
        reason: 'the first matching rule rejects',
      };
    return {
      decision: 'method',
      method: rule.method,
      options: optionsOf(rule),
      rule,
      reason: 'the first matching rule',
    };
  }
  return { decision: 'implicit-reject', ...none, reason: 'no rule matches' };
}
