/** The part of the customer's policy that says which tables hold rows of several tenants (`tenancy`, docs/policy.md). */
export interface StatedTenancy {
  readonly tenancy?: {
    readonly model: 'row' | 'schema' | 'database' | 'none';
    readonly column?: string | undefined;
    /** `schema.table`: shared reference tables. */
    readonly except?: readonly string[] | undefined;
    readonly databases?: readonly string[] | undefined;
  };
}
