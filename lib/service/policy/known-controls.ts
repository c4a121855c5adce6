import { registry } from '../../engine/controls/registry.ts';

/** Ids a policy may name. */
export function knownControls(): readonly string[] {
  return registry.map((control) => control.id);
}
