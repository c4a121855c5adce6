import { databaseOwner } from './database-owner.ts';
import { mixedOwnersInSchema } from './mixed-owners-in-schema.ts';
import { objectOwnerApproved } from './object-owner-approved.ts';
import { objectOwnerIsLogin } from './object-owner-is-login.ts';

/** Controls on who owns what. */
export const ownershipControls = [
  databaseOwner,
  mixedOwnersInSchema,
  objectOwnerApproved,
  objectOwnerIsLogin,
] as const;
