/** A plan that cannot be written as a migration in the format asked for, with the reason in words. */
export class NotHandedOff extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'NotHandedOff';
  }
}
