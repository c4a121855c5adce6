/** `pg_trigger`, internal ones left out. */
export interface TriggerRow {
  readonly schema: string;
  readonly relation: string;
  readonly name: string;
  readonly enabled: boolean;
  readonly functionSchema: string;
  readonly functionName: string;
}
