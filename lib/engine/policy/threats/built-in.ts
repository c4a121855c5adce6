import { type Threat, type ThreatEntry, type ThreatId, threatIds } from './catalogue.ts';
import { threatsFromOutside } from './threats-from-outside.ts';
import { threatsOfPrivilege } from './threats-of-privilege.ts';
import { threatsToData } from './threats-to-data.ts';
import { threatsToOperation } from './threats-to-operation.ts';

// The type makes the compiler name any id of the catalogue that no file describes.
const entries: Readonly<Record<ThreatId, ThreatEntry>> = {
  ...threatsFromOutside,
  ...threatsOfPrivilege,
  ...threatsToData,
  ...threatsToOperation,
};

/** The built-in threat catalogue, in the order of `threatIds`. */
export const builtInThreats: readonly (Threat & { readonly id: ThreatId })[] = threatIds.map((id) => ({
  id,
  ...entries[id],
}));
