/** The server refused one statement; the session goes on. Only its SQLSTATE is kept. */
export class QueryRefused extends Error {
  readonly sqlstate: string;

  constructor(sqlstate: string) {
    super(`the server refused the query (SQLSTATE ${sqlstate})`);
    this.name = 'QueryRefused';
    this.sqlstate = sqlstate;
  }
}
