import type { Classification } from './policy.ts';

const harmless = new Set(['public', 'none', 'not-sensitive']);

/** Whether a class of the policy asks for protection; `public` and `none` say that somebody has looked and it does not. */
export function isSensitiveClass(name: string): boolean {
  return !harmless.has(name.toLowerCase());
}

const grave = new Set(['regulated', 'health', 'payment', 'credentials', 'secret', 'secrets', 'phi', 'pci']);

/** Whether the policy, by class, tier or wanted protection, makes encryption a question that has to be answered. */
export function asksForEncryption(entry: Classification): boolean {
  return (
    isSensitiveClass(entry.class) &&
    (entry.tier === 0 ||
      entry.protection?.includes('encryption') === true ||
      grave.has(entry.class.toLowerCase()))
  );
}
