/** Why what a change will do cannot be worked out from the snapshot. */
export class Unpredictable extends Error {
  constructor(why: string) {
    super(why);
    this.name = 'Unpredictable';
  }
}
