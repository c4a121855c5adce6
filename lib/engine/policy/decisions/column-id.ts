/** A column of one database, by its names. */
export interface ColumnId {
  readonly database: string;
  readonly schema: string;
  readonly table: string;
  readonly column: string;
}

/** Tells two columns apart, whatever dots their names hold. */
export const columnKey = ({ database, schema, table, column }: ColumnId) =>
  JSON.stringify([database, schema, table, column]);

/** As it stands in the id of a decision. */
export const columnPath = ({ database, schema, table, column }: ColumnId) =>
  [database, schema, table, column].join('.');

/** Only the names, in the order the policy writes them. */
export const namesOf = ({ database, schema, table, column }: ColumnId): ColumnId => ({
  database,
  schema,
  table,
  column,
});
