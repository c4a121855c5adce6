/**
 * The ways to have something run that was not approved, and who stops each: the service before anything is sent (its tests:
 * approval-attacks*.pg.test.ts here), the executor on the server (its tests in lib/engine/remediation/apply and lib/service/jobs),
 * or both. Each side's tests take their names from here, and fail when one is left out.
 */
export const approvalAttacks = {
  self: 'service',
  editor: 'service',
  submitter: 'service',
  registrar: 'service',
  'registers after approving': 'service',
  'approver gives the credential': 'service',
  'edited after approval': 'service',
  'approval of another version': 'service',
  'replayed approval row': 'service',
  expired: 'service',
  'other target': 'both',
  'swapped server': 'both',
  'changed state': 'both',
  'event trigger added': 'both',
  'scan role as execution role': 'both',
  'other execution role': 'service',
  'script altered in the database': 'both',
  'digest altered in the database': 'service',
  'weighed less in the database': 'service',
  'what is shown altered in the database': 'service',
  'demoted approver': 'service',
  'approver in another role': 'service',
  'disabled approver': 'service',
  'session revoked': 'service',
  'wrong password': 'service',
  'password guessed': 'service',
  'password link for the approver': 'service',
  'password link after approving': 'service',
  'author in the hands of the approver': 'service',
  'author and approver in the hands of a third': 'service',
  'two approvals by one person’s links': 'service',
  'credential by a password link': 'service',
  'password given back before it is approved': 'service',
  'rule tightened after approval': 'service',
  'rules loosened by one': 'service',
  'rules rewritten in the database': 'service',
  'rules forged in the database': 'service',
  'proposed rules rewritten': 'service',
  'environment restated': 'service',
  'out of window': 'service',
  'scheduled, then no longer approved': 'service',
  withdrawn: 'service',
  'applied twice': 'service',
  'one person counted twice': 'service',
  'forged approval row': 'service',
  'approval rewritten': 'service',
  'state written directly': 'service',
  'intent written directly': 'service',
  'history removed': 'service',
  'forged origin': 'service',
  'role without the permission': 'service',
  'fields that were not asked for': 'service',
  'archived database': 'service',
  'pointed at a copy': 'service',
  'other database': 'executor',
  standby: 'executor',
  pooler: 'executor',
} as const satisfies Record<string, 'service' | 'executor' | 'both'>;

export type ApprovalAttack = keyof typeof approvalAttacks;

/** The attacks that one side has to stop. */
export function attacksOn(side: 'service' | 'executor'): readonly string[] {
  return Object.entries(approvalAttacks).flatMap(([name, who]) =>
    who === side || who === 'both' ? [name] : [],
  );
}
