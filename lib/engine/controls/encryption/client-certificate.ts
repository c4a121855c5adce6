import type { EffectiveRule } from '../../analysis/hba/effective-hba.ts';

/** Whether a rule has the server look at a certificate of the client (documentation 20.12 and 20.1, clientcert). */
export const asksForCertificate = (rule: EffectiveRule): boolean =>
  rule.accepts && (rule.method === 'cert' || rule.options.some((option) => option.name === 'clientcert'));
