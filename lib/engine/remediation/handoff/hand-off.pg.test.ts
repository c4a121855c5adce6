import { describe } from 'vitest';
import { handOffStory } from '../../../testing/hand-off-story.ts';
import { generatedHostileNames, hostileNames } from '../../../testing/hostile-names.ts';

describe.each([14, 18] as const)('on PostgreSQL %i', (major) =>
  handOffStory(major, [...hostileNames, ...generatedHostileNames(30, major)]),
);
