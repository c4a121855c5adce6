import { z } from 'zod';

/** What somebody says about a finding: plain text. Shown escaped, never as markup. */
export const noteSchema = z.string().trim().max(4000, 'is longer than 4,000 characters');

export const reasonSchema = noteSchema.min(1, 'say why, for whoever reads it later');

/** A calendar day, YYYY-MM-DD. */
export const daySchema = z.iso.date('is written YYYY-MM-DD');
