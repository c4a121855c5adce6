/** `pg_inherits` among user relations: partitions and inheritance children. */
export interface InheritanceRow {
  readonly parentSchema: string;
  readonly parent: string;
  readonly childSchema: string;
  readonly child: string;
}
