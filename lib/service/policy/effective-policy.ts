import { identityOf, listSections } from '../../engine/policy/edit/policy-edit.ts';
import type { PolicyLayer } from '../../engine/policy/layers/layer-policies.ts';
import type { LayerProblem } from '../../engine/policy/layers/load-layers.ts';
import { loadLayers } from '../../engine/policy/layers/load-layers.ts';
import type { Access } from '../auth/access.ts';
import { requireTarget } from '../targets/get-target.ts';
import { knownControls } from './known-controls.ts';
import { type PolicyVersions, policyInForce } from './policy-in-force.ts';

/** One thing a database is judged by, and who says it. */
export interface Statement {
  readonly section: string;
  /** The entry's key, or the key in the section; empty where the section is one word. */
  readonly name: string;
  /** What is said, in one line of YAML's flow style without the name. */
  readonly value: string;
  readonly layer: PolicyLayer;
}

export interface EffectivePolicy extends PolicyVersions {
  /** SHA-256 of the two laid over each other; null where they contradict each other. */
  readonly digest: string | null;
  readonly statements: readonly Statement[];
  readonly problems: readonly LayerProblem[];
}

const plain = (value: unknown): string =>
  Array.isArray(value)
    ? value.map(plain).join(', ')
    : typeof value === 'object' && value !== null
      ? Object.entries(value)
          .map(([key, item]) => `${key}: ${plain(item)}`)
          .join('; ')
      : String(value);

function entryOf(section: string, entry: object): Pick<Statement, 'name' | 'value'> {
  const identity: readonly string[] = listSections.flatMap((one) => (one === section ? identityOf[one] : []));
  const record = new Map<string, unknown>(Object.entries(entry));
  const name = identity.flatMap((part) => (record.has(part) ? [plain(record.get(part))] : [])).join(' · ');
  const value = [...record]
    .filter(([key]) => !identity.includes(key))
    .map(([key, item]) => `${key}: ${plain(item)}`);
  return { name, value: value.join('; ') };
}

/** What a database is judged by now, statement by statement, with the layer each comes from. */
export async function effectivePolicy(
  access: Access<'policy:read'>,
  targetId: string,
): Promise<EffectivePolicy> {
  access.demand('policy:read');
  await requireTarget(targetId);
  const { texts, policyVersion, organisationPolicyVersion } = await policyInForce(targetId);
  const known = { controls: knownControls(), today: new Date().toISOString().slice(0, 10) };
  const loaded = loadLayers(texts, known);
  const versions = { policyVersion, organisationPolicyVersion };
  if ('problems' in loaded) return { ...versions, digest: null, statements: [], problems: loaded.problems };
  const { policy, digest, warnings, originOf } = loaded;
  const { version: _, threats, ...rest } = policy;
  const flat = { ...rest, 'threats.add': threats?.add, 'threats.setAside': threats?.setAside };
  const statements = Object.entries(flat).flatMap(([section, value]): readonly Statement[] => {
    const path = section.split('.');
    if (value === undefined) return [];
    if (typeof value === 'string') return [{ section, name: '', value, layer: originOf(path).layer }];
    if (Array.isArray(value))
      return value.map((entry, index) => ({
        section,
        ...entryOf(section, entry),
        layer: originOf([...path, index]).layer,
      }));
    return Object.entries(value).map(([key, item]) => ({
      section,
      name: key,
      value: plain(item),
      layer: originOf([...path, key]).layer,
    }));
  });
  return { ...versions, digest, statements, problems: warnings };
}
