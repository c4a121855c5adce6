import { z } from 'zod';
import {
  choiceField,
  nameField,
  pageField,
  type SearchParameters,
  textField,
} from '../snapshot/query-fields.ts';
import { attackGoals } from './attack-paths.ts';
import { roleGroups } from './role-diagram.ts';

const rolesSchema = z.object({
  q: textField,
  group: choiceField([...roleGroups]),
  role: nameField,
  page: pageField,
});

/** The role list's address. */
export const parseRolesQuery = (said: SearchParameters) => rolesSchema.parse(said);

const pathsSchema = z.object({
  q: textField,
  goal: choiceField(['all', ...attackGoals]),
  page: pageField,
});

/** The attack paths' address. */
export const parsePathsQuery = (said: SearchParameters) => pathsSchema.parse(said);
