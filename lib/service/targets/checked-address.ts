import { lookup } from 'node:dns/promises';
import { networkInterfaces } from 'node:os';
import ipaddr from 'ipaddr.js';
import { isSocketDirectory } from '../../engine/connect/connection-target.ts';
import { env } from '../../env.ts';
import { ServiceError } from '../errors.ts';

/** Metadata and platform services of the clouds that do not stand in the link-local range. */
const platformAddresses = ['fd00:ec2::254', '100.100.100.200', '168.63.129.16'];

/** Address that an IPv6 address carries inside: mapped, or behind a NAT64 gateway. */
function embedded(address: ipaddr.IPv6): ipaddr.IPv4 | null {
  if (address.isIPv4MappedAddress()) return address.toIPv4Address();
  if (address.range() !== 'rfc6052') return null;
  return new ipaddr.IPv4(address.toByteArray().slice(12));
}

function plain(text: string): ipaddr.IPv4 | ipaddr.IPv6 {
  const address = ipaddr.parse(text.split('%')[0] ?? text);
  return address instanceof ipaddr.IPv6 ? (embedded(address) ?? address) : address;
}

/** Why Postern connects to no database there, or null. Private networks are where databases live, and are allowed. */
export function refusalOf(text: string, allowLocal: boolean): string | null {
  const address = plain(text);
  const listed = platformAddresses.some(
    (one) => ipaddr.parse(one).toNormalizedString() === address.toNormalizedString(),
  );
  if (listed) return 'it belongs to the cloud platform itself';
  switch (address.range()) {
    case 'linkLocal':
      return 'link-local addresses are refused: cloud metadata services live there';
    case 'loopback':
      return allowLocal ? null : 'databases on this machine are refused (POSTERN_LOCAL_TARGETS=off)';
    case 'unicast':
    case 'private':
    case 'uniqueLocal':
    case 'carrierGradeNat':
      return null;
    default:
      return 'this range holds no database servers';
  }
}

/** The addresses of a server as one can compare them; `here` for every way to this machine, sockets among them. */
async function placesOf(host: string): Promise<ReadonlySet<string>> {
  if (host === '' || isSocketDirectory(host)) return new Set(['here']);
  const local = Object.values(networkInterfaces()).flatMap((each) => each ?? []);
  const mine = new Set(local.map(({ address }) => plain(address).toNormalizedString()));
  const addresses = (await resolve(host)).map(plain);
  return new Set(
    addresses.map((one) =>
      one.range() === 'loopback' || mine.has(one.toNormalizedString()) ? 'here' : one.toNormalizedString(),
    ),
  );
}

/** Postern's own database is no target: whoever may register databases must not read sessions and sealed passwords that way. */
async function isOwnDatabase(host: string, port: number): Promise<boolean> {
  const url = env().DATABASE_URL;
  if (url === undefined || !URL.canParse(url)) return false;
  const own = new URL(url);
  if (Number((own.searchParams.get('port') ?? own.port) || 5432) !== port) return false;
  // A host that is a directory stands in the query, which has the last word.
  const ownHost = own.searchParams.get('host') ?? decodeURIComponent(own.hostname).replace(/^\[|\]$/g, '');
  const [ours, theirs] = await Promise.all([placesOf(ownHost), placesOf(host)]);
  return [...ours].some((place) => theirs.has(place));
}

async function resolve(host: string): Promise<readonly string[]> {
  if (ipaddr.isValid(host)) return [host];
  try {
    return (await lookup(host, { all: true, verbatim: true })).map((found) => found.address);
  } catch {
    return [];
  }
}

/**
 * The address to connect to for a host, resolved once and checked, every one of them: connecting to the name would resolve it a
 * second time, and perhaps to something else. Null for a socket directory, and for a name that does not resolve, which the
 * connection itself then says in its own words. Throws `target-refused`.
 */
export async function checkedAddress(host: string, port: number): Promise<string | null> {
  const allowLocal = env().POSTERN_LOCAL_TARGETS === 'on';
  if (isSocketDirectory(host)) {
    if (!allowLocal) throw refused('databases on this machine are refused (POSTERN_LOCAL_TARGETS=off)');
    if (await isOwnDatabase(host, port)) throw refused(ownDatabase);
    return null;
  }
  const addresses = await resolve(host);
  for (const address of addresses) {
    const why = refusalOf(address, allowLocal);
    if (why !== null) throw refused(why);
  }
  if (await isOwnDatabase(host, port)) throw refused(ownDatabase);
  return addresses[0] ?? null;
}

const ownDatabase = "it is Postern's own database";

function refused(why: string): ServiceError {
  return new ServiceError('target-refused', `Postern does not connect to this address: ${why}.`);
}
