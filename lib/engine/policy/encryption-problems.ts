import type { Classification, Policy } from './policy.ts';
import type { ProblemAt } from './policy-problem.ts';

/** Arrangements without a key: nobody can hold it. */
const keyless: readonly string[] = ['plaintext', 'hash', 'password-hash'];

function ofColumn(policy: Policy, entry: Classification, index: number): readonly ProblemAt[] {
  const { encryption } = entry;
  if (!encryption) return [];
  const path = ['classification', index, 'encryption'];
  const problems: ProblemAt[] = [];
  if (encryption.arrangement === 'plaintext' && entry.protection?.includes('encryption')) {
    problems.push({
      path: [...path, 'arrangement'],
      message: 'The column is to be protected by encryption, and yet its arrangement is plaintext.',
      remedy: 'State how it is encrypted, or take encryption out of protection.',
    });
  }
  if (encryption.arrangement === 'tde' && policy.storage?.encrypted === false) {
    problems.push({
      path: [...path, 'arrangement'],
      message: 'The column rests on encrypted storage (tde), and yet storage.encrypted is false.',
      remedy: 'Correct one of the two.',
    });
  }
  if (encryption.keyHolder !== undefined && keyless.includes(encryption.arrangement)) {
    problems.push({
      severity: 'warning',
      path: [...path, 'keyHolder'],
      at: 'key',
      message: `There is no key where the arrangement is ${encryption.arrangement}.`,
      remedy: 'Remove keyHolder, or correct the arrangement.',
    });
  }
  return problems;
}

function keyWithoutEncryption(policy: Policy): readonly ProblemAt[] {
  return (['storage', 'backup'] as const).flatMap((section): readonly ProblemAt[] =>
    policy[section]?.encrypted === false && policy[section].keyHolder !== undefined
      ? [
          {
            severity: 'warning',
            path: [section, 'keyHolder'],
            at: 'key',
            message: `Somebody holds the key of the ${section}, and yet it is not encrypted.`,
            remedy: 'Remove keyHolder, or set encrypted to true.',
          },
        ]
      : [],
  );
}

/** Contradictions in what a policy says about encryption and its keys. */
export function encryptionProblems(policy: Policy): readonly ProblemAt[] {
  return [
    ...(policy.classification ?? []).flatMap((entry, index) => ofColumn(policy, entry, index)),
    ...keyWithoutEncryption(policy),
  ];
}
