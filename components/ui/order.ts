import type { Area } from '#lib/engine/model/area.ts';
import type { Severity } from '#lib/engine/model/severity.ts';

// The engine's own orders, said again: components take only types from the engine, and a test compares the two.

/** Worst first. */
export const severityOrder = [
  'critical',
  'high',
  'medium',
  'low',
  'info',
] as const satisfies readonly Severity[];

/** From the outermost barrier inwards. */
export const areaOrder = [
  'network',
  'authentication',
  'roles',
  'grants',
  'ownership',
  'rows',
  'columns',
  'routines',
  'encryption',
  'audit',
  'backup',
  'configuration',
] as const satisfies readonly Area[];
