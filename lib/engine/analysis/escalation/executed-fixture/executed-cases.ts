import { definerCases } from './definer-cases.ts';
import type { ExecutedCase } from './executed-case.ts';
import { grantedCases } from './granted-cases.ts';
import { settingCases } from './setting-cases.ts';

/** What a role does alone and at once, or only prepares. */
export const executedCases: readonly ExecutedCase[] = [...grantedCases, ...settingCases, ...definerCases];
