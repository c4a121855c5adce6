import { describe } from 'vitest';
import { generatedHostileNames, hostileNames } from '../../testing/hostile-names.ts';
import { hostileScriptStory } from '../../testing/hostile-script-story.ts';

describe.each([14, 15, 16, 17, 18] as const)(
  'a script over hostile names, through psql, on PostgreSQL %i',
  (major) => hostileScriptStory(major, [...hostileNames, ...generatedHostileNames(1000, major)], 1_800_000),
);
