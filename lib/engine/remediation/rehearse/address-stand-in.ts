import { renderHbaFile } from '../../analysis/hba/canonical-rule.ts';
import { addressMatches } from '../../analysis/hba/decide.ts';
import type { HbaRule } from '../../analysis/hba/hba-rule.ts';
import { type IpAddress, parseIpNetwork } from '../../analysis/hba/ip-address.ts';
import { parseHbaFile } from '../../analysis/hba/parse-hba-file.ts';

/**
 * A file as connections from one address meet it, written for connections from this machine's loopback: the rules for that address in
 * their order, with another address, and no others. Everything else of them the server decides itself. Null where only the server
 * could tell which rules those are.
 */
export function standInFile(text: string, major: number, address: IpAddress): string | null {
  const { rules, errors } = parseHbaFile(text, { major });
  const network = parseIpNetwork('127.0.0.1/32');
  if (errors.length > 0 || network === null) return null;
  const kept: HbaRule[] = [];
  for (const rule of rules) {
    if (rule.type === 'local') continue;
    const match = addressMatches(rule, { address, serverAddresses: null });
    if (match === 'unknown') return null;
    if (match === 'yes') kept.push({ ...rule, address: { match: 'network', network } });
  }
  // A server keeps its old rules rather than have none.
  return `local all all trust\n${renderHbaFile(kept)}`;
}
