/** Thrown inside the parser, caught by `parse.ts` alone: the text does not fit at that offset. */
export class Fault extends Error {
  override readonly name = "Fault";
  readonly at: number;
  constructor(at: number, message: string) {
    super(message);
    this.at = at;
  }
}
