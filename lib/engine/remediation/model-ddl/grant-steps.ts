import { giveImplied, giveMissing, narrowOthers } from './give-missing.ts';
import type { GrantGround } from './grant-ground.ts';
import type { ModelObject } from './model-objects.ts';
import { restoreOthers } from './restore-others.ts';
import type { SimulatedObject } from './simulated-object.ts';
import { takeGrantOptions, takeSurplus } from './take-surplus.ts';

/**
 * One object from today's grants to the intended ones: surplus taken from whoever the policy speaks of, by its actual grantor;
 * grant options likewise; what that took from others given back by the owner; then what is missing.
 */
export function settleGrants(ground: GrantGround, object: ModelObject, sim: SimulatedObject): void {
  takeSurplus(ground, object, sim);
  takeGrantOptions(ground, object, sim);
  restoreOthers(ground, object, sim);
  narrowOthers(ground, object, sim);
  giveMissing(ground, object, sim);
  giveImplied(ground, object, sim);
}
