import { describe } from 'vitest';
import { handOffStory } from '../../../testing/hand-off-story.ts';
import { generatedHostileNames, hostileNames } from '../../../testing/hostile-names.ts';

describe.each([14, 15, 16, 17, 18] as const)('on PostgreSQL %i', (major) =>
  handOffStory(major, [...hostileNames, ...generatedHostileNames(1000, major)], 1_800_000),
);
