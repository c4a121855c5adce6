import type { HbaRuleRow } from '../../inventory/sections/hba-rules.ts';
import type { ClusterFacts } from '../facts.ts';
import { memo } from '../memo.ts';
import {
  type HbaAddress,
  type HbaFileError,
  type HbaRule,
  type HbaRules,
  type HbaToken,
  hbaTypes,
} from './hba-rule.ts';
import { fullMask, parseIpAddress, parseIpNetwork } from './ip-address.ts';
import { databaseKeywords } from './match-token.ts';
import { optionsOfView } from './options-of-view.ts';
import { unloadedFiles } from './rules-in-force.ts';

/** The view has lost the quotes: a special word is ambiguous exactly if something of that very name exists. */
function token(text: string, special: boolean, names: ReadonlySet<string>): HbaToken {
  return { text, quoted: special && names.has(text) ? null : false };
}

function addressOf(row: HbaRuleRow): HbaAddress | null {
  if (row.address === null) return null;
  if (row.address === 'all' || row.address === 'samehost' || row.address === 'samenet')
    return { match: row.address };
  const network = parseIpNetwork(row.address);
  const mask = row.netmask === null ? null : parseIpAddress(row.netmask);
  if (!network || (mask && mask.family !== network.family)) return { match: 'host-name', name: row.address };
  return {
    match: 'network',
    network: {
      ...network,
      mask: mask?.value ?? (row.address.includes('/') ? network.mask : fullMask(network.family)),
    },
  };
}

/**
 * The rules `pg_hba_file_rules` shows. It parses the file on disk: with an error in it, what the server really applies
 * is unknown. Reads the sections `hba-rules`, `roles` and `databases`.
 */
export const rulesFromInventory = memo((facts: ClusterFacts): HbaRules => {
  const roles = new Set(facts.read('roles').map((role) => role.name));
  const databases = new Set(facts.read('databases').map((database) => database.name));
  const rules: HbaRule[] = [];
  const errors: HbaFileError[] = [];
  for (const row of facts.read('hba-rules')) {
    const type = hbaTypes.find((known) => known === row.type);
    const address = addressOf(row);
    if (!type || row.method === null || (address === null && type !== 'local')) {
      errors.push({
        file: row.file,
        line: row.line,
        error: row.error ?? `unknown connection type ${row.type ?? ''}`,
        unread: false,
      });
      continue;
    }
    rules.push({
      file: row.file,
      line: row.line,
      type,
      databases: row.databases.map((text) => token(text, databaseKeywords.includes(text), databases)),
      users: row.users.map((text) => token(text, text === 'all' || text.startsWith('+'), roles)),
      address: type === 'local' ? null : address,
      method: row.method,
      options: optionsOfView(row.method, row.options),
      // A sound row with an error is one the server loads and cannot match: hostssl without ssl, hostgssenc without GSSAPI.
      inert: row.error,
    });
  }
  errors.push(...unloadedFiles(facts.read('hba-rules')));
  // A server cannot be without rules: it refuses an empty file and keeps those it had.
  if (rules.length === 0 && errors.length === 0)
    errors.push({ file: null, line: 0, error: 'the file contains no entries', unread: false });
  return { major: Math.floor(facts.inventory.server.versionNum / 10_000), rules, errors };
});
