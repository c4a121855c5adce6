import type { HbaRule } from '../../analysis/hba/hba-rule.ts';
import { formatIpAddress } from '../../analysis/hba/ip-address.ts';
import { parseHbaFile } from '../../analysis/hba/parse-hba-file.ts';
import type { HbaRuleRow } from '../../inventory/sections/hba-rules.ts';
import type { Change } from '../../model/change.ts';
import { hbaFileTexts } from '../hba-file.ts';
import type { InventoryDraft } from './inventory-draft.ts';
import { Unpredictable } from './unpredictable.ts';

function addressOf({ address }: HbaRule): Pick<HbaRuleRow, 'address' | 'netmask'> {
  if (address === null) return { address: null, netmask: null };
  if (address.match === 'host-name') return { address: address.name, netmask: null };
  if (address.match !== 'network') return { address: address.match, netmask: null };
  const { family, value, mask } = address.network;
  return { address: formatIpAddress({ family, value }), netmask: formatIpAddress({ family, value: mask }) };
}

function rowOf(rule: HbaRule, first: HbaRuleRow | undefined): HbaRuleRow {
  return {
    file: first?.file ?? null,
    line: rule.line,
    type: rule.type,
    databases: rule.databases.map((token) => token.text),
    users: rule.users.map((token) => token.text),
    ...addressOf(rule),
    method: rule.method,
    options: rule.options.map(({ name, value }) => `${name}=${value}`),
    error: rule.inert,
    // Where the server does not say it of the present file, it will not of the new one either.
    changedSinceLoad: first === undefined ? false : (first.changedSinceLoad ?? null),
  };
}

/** Two rows that say the same rule, wherever it stands. */
const ruleKey = ({ file: _, line: __, changedSinceLoad: ___, error: ____, ...rule }: HbaRuleRow) =>
  JSON.stringify({ ...rule, options: [...rule.options].sort() });

/** The new file, read back as `pg_hba_file_rules` will show it once it was put in place and loaded. */
export function predictEditHba(draft: InventoryDraft, change: Extract<Change, { do: 'edit-hba' }>): void {
  const section = draft.cluster('hba-rules');
  const before = section.rows;
  const texts = hbaFileTexts(draft.finish(), change.edits);
  if ('refused' in texts) throw new Unpredictable(texts.refused);
  const { rules, errors } = parseHbaFile(texts.up, { major: draft.major });
  if (errors.length > 0) throw new Unpredictable(`the server would refuse the file: ${errors[0]?.error}`);
  const [first] = before;
  const known = new Map(before.map((row) => [ruleKey(row), row]));
  section.set(
    rules.map((rule) => {
      const row = rowOf(rule, first);
      const same = known.get(ruleKey(row));
      return same ? { ...same, line: rule.line, changedSinceLoad: same.changedSinceLoad ?? null } : row;
    }),
  );
}
