import { z } from 'zod';
import type { HbaRequest } from '../engine/analysis/hba/hba-rule.ts';
import { parseIpAddress, parseIpNetwork } from '../engine/analysis/hba/ip-address.ts';

/** A connection attempt as `request.json` writes it; everything but `user` and `database` may be left out. */
const attempt = z.strictObject({
  user: z.string().min(1),
  database: z.string(),
  address: z.string().nullable().default(null),
  tls: z.boolean().default(false),
  gss: z.boolean().default(false),
  replication: z.boolean().default(false),
  memberOf: z.array(z.string()).default([]),
  /** Plays no part in pg_hba: a superuser is a member of nothing by itself. */
  superuser: z.boolean().default(false),
  serverAddresses: z.array(z.string()).optional(),
});

/** The requests, and whether they came as an array; or one line on what is wrong. */
export type ReadRequests =
  | { readonly requests: readonly HbaRequest[]; readonly many: boolean }
  | { readonly wrong: string };

function requestOf(given: z.infer<typeof attempt>): HbaRequest | string {
  const address = given.address === null ? null : parseIpAddress(given.address);
  if (given.address !== null && address === null)
    return `address ${JSON.stringify(given.address)} is not an IP address`;
  if (given.tls && given.gss) return 'tls and gss exclude each other';
  if (address === null && (given.tls || given.gss)) return 'a local socket has neither tls nor gss';
  const serverAddresses =
    given.serverAddresses?.map((text) => ({ text, network: parseIpNetwork(text) })) ?? null;
  const bad = serverAddresses?.find(({ network }) => network === null);
  if (bad) return `serverAddresses: ${JSON.stringify(bad.text)} is not an address or network`;
  return {
    user: given.user,
    database: given.database,
    address,
    tls: given.tls,
    gss: given.gss,
    replication: given.replication,
    memberOf: new Set(given.memberOf),
    serverAddresses: serverAddresses?.flatMap(({ network }) => (network ? [network] : [])) ?? null,
  };
}

/** Reads `request.json`: one attempt or an array of them. */
export function readRequests(text: string): ReadRequests {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    return {
      wrong: `not JSON: ${error instanceof Error ? error.message.replaceAll(/\s+/g, ' ') : 'unreadable'}`,
    };
  }
  const many = Array.isArray(json);
  const parsed = z.array(attempt).safeParse(many ? json : [json]);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const [index, ...rest] = issue?.path ?? [];
    const where = [...(many ? [`request ${Number(index) + 1}`] : []), ...rest.map(String)].join(', ');
    return { wrong: `${where === '' ? '' : `${where}: `}${issue?.message ?? 'not a request'}` };
  }
  const requests: HbaRequest[] = [];
  for (const [index, given] of parsed.data.entries()) {
    const request = requestOf(given);
    if (typeof request === 'string') return { wrong: `${many ? `request ${index + 1}: ` : ''}${request}` };
    requests.push(request);
  }
  return { requests, many };
}
