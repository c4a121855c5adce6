import type { SignedIn } from '../../testing/service-people.ts';
import type { ApprovalAttack } from './approval-attacks.ts';
import { press } from './attack-fixture.ts';
import { approvedOf, digestOf, draftOf, proof, type RemediationServers } from './remediation-fixture.ts';
import { submitRemediation, withdrawRemediation } from './submit-remediation.ts';

/** Who and what the attacks have at hand. */
export interface AttackGround {
  readonly servers: RemediationServers;
  readonly author: SignedIn;
  readonly reviewer: SignedIn;
  /** Two administrators; one of them gave the execution credential. */
  readonly administrator: SignedIn;
  readonly registrar: SignedIn;
}

/** Tries one of the attacks that have a name. */
export type Attack = (name: ApprovalAttack, act: () => Promise<void>) => void;

/** What many attacks begin and end with. The ground is asked for when an attack runs: its servers start after the tests are named. */
export function attackSteps(given: () => AttackGround) {
  return {
    submitted: async (by: SignedIn = given().author): Promise<string> => {
      const { servers } = given();
      const id = await draftOf(servers, by, servers.next());
      await submitRemediation(by.access, id, '');
      return id;
    },
    approved: (): Promise<string> => {
      const { servers, author, reviewer } = given();
      return approvedOf(servers, { author, approver: reviewer }, servers.next());
    },
    pressApprove: async (id: string, by: SignedIn, more: object = {}) =>
      press(id, 'approve', by.cookie, { digest: await digestOf(given().servers, id), proof, ...more }),
    finished: (id: string) => withdrawRemediation(given().author.access, id, ''),
  };
}
