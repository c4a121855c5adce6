import { removeTemplates } from './data-directory-template.ts';

/** Vitest's global set-up of the `pg` project: nothing to prepare, data directory templates to take away afterwards. */
export default function setup(): () => void {
  return removeTemplates;
}
