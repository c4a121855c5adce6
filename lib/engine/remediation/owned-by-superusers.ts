import type { ObjectRef } from '../model/object-ref.ts';

/** Kinds whose owner has to be a superuser, whoever makes the change (PostgreSQL documentation, ALTER FOREIGN DATA WRAPPER, ALTER EVENT TRIGGER). */
export const ownedBySuperusers: ReadonlySet<ObjectRef['kind']> = new Set([
  'foreign-data-wrapper',
  'event-trigger',
]);
