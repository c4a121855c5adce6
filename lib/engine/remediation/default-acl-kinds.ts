/** What an entry of `ALTER DEFAULT PRIVILEGES` becomes the list of. */
export const defaultAclKinds = {
  TABLES: 'table',
  SEQUENCES: 'sequence',
  FUNCTIONS: 'function',
  TYPES: 'type',
  SCHEMAS: 'schema',
  'LARGE OBJECTS': 'large-object',
} as const;
