import ipaddr from 'ipaddr.js';
import type { PathSegment, ProblemAt } from './policy-problem.ts';

const example = 'Write an address range such as 10.0.1.0/24 or 2001:db8::/32; one address is 10.0.1.5/32.';

function parse(text: string): { readonly hostBits: boolean; readonly bits: number } | null {
  const [address, , ...rest] = text.split('/');
  if (address === undefined || rest.length > 0) return null;
  // ipaddr.js also takes 10.1/16, octal and hexadecimal, which PostgreSQL and people read differently.
  if (!address.includes(':') && !ipaddr.IPv4.isValidFourPartDecimal(address)) return null;
  try {
    const [parsed, bits] = ipaddr.parseCIDR(text);
    const family = parsed.kind() === 'ipv4' ? ipaddr.IPv4 : ipaddr.IPv6;
    return { bits, hostBits: family.networkAddressFromCIDR(text).toString() !== parsed.toString() };
  } catch {
    return null;
  }
}

/** What is wrong with one address range in CIDR notation. */
export function addressProblems(text: string, path: readonly PathSegment[]): readonly ProblemAt[] {
  const range = parse(text);
  if (range === null) {
    const lacksLength = !text.includes('/') && ipaddr.isValid(text);
    const message = lacksLength
      ? `The address "${text}" has no prefix length.`
      : `"${text.slice(0, 60)}" is not an address range.`;
    return [
      {
        path,
        message,
        remedy: lacksLength
          ? `Write ${text}/${text.includes(':') ? 128 : 32} for this one address.`
          : example,
      },
    ];
  }
  if (range.bits === 0) {
    return [
      {
        severity: 'warning',
        path,
        message: `"${text}" is every address there is.`,
        remedy: 'A boundary that holds everybody separates nobody: name the ranges.',
      },
    ];
  }
  if (range.hostBits) {
    return [
      {
        severity: 'warning',
        path,
        message: `"${text}" has bits set beyond its prefix; PostgreSQL ignores them.`,
        remedy: 'Write the network address, or a longer prefix.',
      },
    ];
  }
  return [];
}
