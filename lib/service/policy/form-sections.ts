import { identityOf, type ListSection, listSections } from '../../engine/policy/edit/policy-edit.ts';
import { policyJsonSchema, type SchemaNode } from '../../engine/policy/json-schema.ts';

/** How one key is filled in. `rows`: a list of maps inside an entry; `kept`: not for people, stays as it is. */
export type FieldKind =
  | 'text'
  | 'long'
  | 'day'
  | 'number'
  | 'flag'
  | 'choice'
  | 'texts'
  | 'choices'
  | 'rows'
  | 'kept';

export interface FormField {
  /** Where it stands in the entry: one key, or two for a map inside it (`encryption`, `arrangement`). */
  readonly path: readonly string[];
  readonly label: string;
  readonly hint: string;
  readonly kind: FieldKind;
  readonly required: boolean;
  /** Of `choice` and `choices`. */
  readonly options: readonly string[];
  /** Of `rows`: what each row has. */
  readonly fields: readonly FormField[];
}

/** One section of the policy as a form has it: a list of entries, one map of keys, or one word. */
export interface FormSection {
  /** As edits name it, for example `threats.setAside`. */
  readonly section: string;
  readonly title: string;
  readonly hint: string;
  readonly shape: 'list' | 'map' | 'word';
  /** Of a list: what makes an entry the same entry. */
  readonly identity: readonly string[];
  readonly fields: readonly FormField[];
}

/** `rotateEveryDays` as people say it. */
function spoken(key: string): string {
  const words = key.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
  const named: Readonly<Record<string, string>> = {
    id: 'Id',
    cidr: 'Address range',
    cidrs: 'Address ranges',
    'minimum tls': 'Minimum TLS',
    may: 'May',
    by: 'Encrypted by',
  };
  return named[words] ?? words.charAt(0).toUpperCase() + words.slice(1);
}

const longKeys = new Set(['reason', 'description', 'compensatingControl', 'title', 'path']);

function kindOf(key: string, node: SchemaNode): FieldKind {
  if (node.enum) return 'choice';
  if (node.type === 'boolean') return 'flag';
  if (node.type === 'number' || node.type === 'integer') return 'number';
  if (node.type === 'array') {
    if (node.items?.properties) return 'rows';
    return node.items?.enum ? 'choices' : 'texts';
  }
  if (node.type !== 'string') return 'kept';
  if (node.pattern?.includes('\\d{4}-')) return 'day';
  return longKeys.has(key) ? 'long' : 'text';
}

const words = (values: readonly unknown[] | undefined) => (values ?? []).map(String);

function fieldsOf(node: SchemaNode, above: readonly string[] = []): readonly FormField[] {
  return Object.entries(node.properties ?? {}).flatMap(([key, inner]): readonly FormField[] => {
    const path = [...above, key];
    if (inner.properties && above.length === 0) return fieldsOf(inner, path);
    const kind = kindOf(key, inner);
    return [
      {
        path,
        label: above.length === 0 ? spoken(key) : `${spoken(above.join(' '))}: ${spoken(key).toLowerCase()}`,
        hint: inner.description ?? '',
        kind,
        required: node.required?.includes(key) === true && above.length === 0,
        options: words(kind === 'choices' ? inner.items?.enum : inner.enum),
        fields: kind === 'rows' && inner.items ? fieldsOf(inner.items) : [],
      },
    ];
  });
}

const titles: Readonly<Record<string, string>> = {
  system: 'System',
  boundaries: 'Boundaries',
  publicExposure: 'Public exposure',
  exposures: 'Exposures',
  'threats.add': 'Threats of your own',
  'threats.setAside': 'Threats set aside',
  secrets: 'Secrets and rotation',
  schemaOwned: 'What migrations own',
  exceptions: 'Exceptions: accepted risk',
  baselines: 'Baselines: approved rows',
};

const isList = (section: string): section is ListSection => listSections.some((one) => one === section);

function sectionOf(section: string, node: SchemaNode): FormSection {
  const common = { section, title: titles[section] ?? spoken(section), hint: node.description ?? '' };
  if (isList(section))
    return {
      ...common,
      shape: 'list',
      identity: [...identityOf[section]],
      fields: fieldsOf(node.items ?? {}),
    };
  if (node.enum) {
    const options = words(node.enum);
    const field = {
      path: [],
      label: common.title,
      hint: common.hint,
      kind: 'choice',
      required: false,
    } as const;
    return { ...common, shape: 'word', identity: [], fields: [{ ...field, options, fields: [] }] };
  }
  return { ...common, shape: 'map', identity: [], fields: fieldsOf(node) };
}

/** The form of the whole policy, made from its schema: a key that is added there is in the form. */
export function formSections(): readonly FormSection[] {
  return Object.entries(policyJsonSchema().properties ?? {}).flatMap(
    ([key, node]): readonly FormSection[] => {
      if (key === 'version') return [];
      if (key !== 'threats') return [sectionOf(key, node)];
      return Object.entries(node.properties ?? {}).map(([part, inner]) => sectionOf(`${key}.${part}`, inner));
    },
  );
}
