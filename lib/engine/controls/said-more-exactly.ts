import type { Finding } from '../model/finding.ts';
import type { ControlId } from './registry.ts';

/** Two controls that can say the same of one object: which of them leaves it to the other, and when. */
export interface SaidMoreExactly {
  readonly control: ControlId;
  /** The one that says more of the object: it speaks, and the other refers to it. */
  readonly by: ControlId;
  /** Whether what the first found is nothing beyond what the other found; always, where left out. */
  readonly nothingBeyond?: (finding: Finding, speaker: Finding) => boolean;
}

function texts({ evidence }: Finding, key: string): readonly unknown[] {
  const value = evidence[key];
  return Array.isArray(value) ? value : [];
}

const count = ({ evidence }: Finding, key: string) => {
  const value = evidence[key];
  return typeof value === 'number' ? value : Number.POSITIVE_INFINITY;
};

/** A difference from the policy that is nothing but privileges which the other names, and says more of. */
const isAllNamed = (difference: Finding, speaker: Finding) => {
  const named = new Set(texts(speaker, 'privileges'));
  return (
    texts(difference, 'missing').length === 0 && texts(difference, 'extra').every((one) => named.has(one))
  );
};

/** What one script takes away together with more. Where that takes more than a script, each part still has its own. */
const isPartOf = (finding: Finding, difference: Finding) => {
  const extra = new Set(texts(difference, 'extra'));
  return (
    !isAllNamed(difference, finding) &&
    !('manual' in difference.remedy) &&
    texts(finding, 'privileges').every((one) => extra.has(one))
  );
};

/** A difference from the policy that is SELECT and nothing else. */
const isSelectAlone = (difference: Finding) =>
  texts(difference, 'missing').length === 0 && texts(difference, 'extra').join() === 'SELECT';

/** A difference from the policy that is CREATE on the schema and nothing else. */
const isCreateAlone = (difference: Finding) =>
  texts(difference, 'missing').length === 0 && texts(difference, 'extra').join() === 'CREATE';

/**
 * No two findings say the same thing about the same object. In order: where a speaker itself refers to another, that one
 * speaks for both.
 */
export const saidMoreExactly: readonly SaidMoreExactly[] = [
  // The method is not only unapproved: what is wrong with it is known.
  { control: 'hba-approved-methods', by: 'hba-trust' },
  { control: 'hba-approved-methods', by: 'hba-password-plaintext' },
  { control: 'hba-approved-methods', by: 'hba-ident' },
  { control: 'hba-approved-methods', by: 'hba-md5' },
  // Every address is outside every trust zone; more than the trust zones is more than 65,536 addresses of a range.
  { control: 'hba-outside-boundaries', by: 'hba-any-address' },
  { control: 'hba-wide-network', by: 'hba-any-address' },
  { control: 'hba-wide-network', by: 'hba-outside-boundaries' },
  // Row security is missing because it was never switched on over policies that are there.
  { control: 'rls-enabled-where-required', by: 'rls-policies-but-disabled' },
  // The owner is not only unnamed: applications log in as it.
  {
    control: 'object-owner-approved',
    by: 'object-owner-is-login',
    nothingBeyond: (finding, speaker) => count(finding, 'inAll') <= count(speaker, 'count'),
  },
  // A language that is not trusted is worse than one that is not used; it says whether it is used.
  { control: 'unneeded-languages', by: 'untrusted-languages' },
  { control: 'privilege-baseline-diff', by: 'schema-create-non-owner', nothingBeyond: isCreateAlone },
  {
    control: 'schema-create-non-owner',
    by: 'privilege-baseline-diff',
    // Where more than a script is needed for the whole difference, CREATE alone still has one.
    nothingBeyond: (_, difference) =>
      !isCreateAlone(difference) &&
      !('manual' in difference.remedy) &&
      texts(difference, 'extra').includes('CREATE'),
  },
  // What the privilege is good for is known.
  {
    control: 'privilege-baseline-diff',
    by: 'table-truncate-references-trigger',
    nothingBeyond: isAllNamed,
  },
  { control: 'table-truncate-references-trigger', by: 'privilege-baseline-diff', nothingBeyond: isPartOf },
  { control: 'privilege-baseline-diff', by: 'view-update-path', nothingBeyond: isAllNamed },
  { control: 'view-update-path', by: 'privilege-baseline-diff', nothingBeyond: isPartOf },
  // The column is not only beyond what was stated: its class and its readers are known.
  { control: 'privilege-baseline-diff', by: 'pii-column-broad-access', nothingBeyond: isSelectAlone },
];
