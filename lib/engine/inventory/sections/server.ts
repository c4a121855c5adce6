/** What the server says of itself. Always readable: a cluster that refuses this was not reached. */
export interface ServerRow {
  /** `pg_control_system().system_identifier`, decimal text (64 bit). */
  readonly systemIdentifier: string;
  /** `server_version`, for example `16.14`. */
  readonly version: string;
  /** `server_version_num`, for example 160014. */
  readonly versionNum: number;
  /** `version()`: build and platform. */
  readonly versionText: string;
  readonly inRecovery: boolean;
  /** Bootstrap superuser's name (role OID 10). */
  readonly bootstrapRole: string;
  /** The role the scan runs as. */
  readonly scanRole: string;
  readonly scanRoleIsSuperuser: boolean;
}
