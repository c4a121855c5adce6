/** `pg_event_trigger`. */
export interface EventTriggerRow {
  readonly name: string;
  readonly event: string;
  readonly owner: string;
  readonly enabled: boolean;
  readonly functionSchema: string;
  readonly functionName: string;
  readonly functionOwner: string;
}
