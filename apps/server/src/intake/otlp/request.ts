/** What is read of an OTLP request, whichever encoding it came in. Unknown and unneeded fields are skipped. */
export interface SpansOfResource {
  readonly resource: Attributes;
  readonly spans: readonly OtlpSpan[];
}
export interface LogsOfResource {
  readonly resource: Attributes;
  readonly logs: readonly OtlpLog[];
}
export interface OtlpSpan {
  /** Lower-case hex; 32 and 16 digits when well formed. */
  readonly traceId: string;
  readonly spanId: string;
  /** Epoch milliseconds with a fraction; 0 where none was sent. */
  readonly startMs: number;
  readonly endMs: number;
  readonly error: boolean;
  readonly attributes: Attributes;
}
export interface OtlpLog {
  readonly eventName: string;
  /** Time of the event, or when it was observed; epoch milliseconds, 0 where neither was sent. */
  readonly atMs: number;
  readonly spanId: string;
  readonly attributes: Attributes;
}
/** In the order sent, keys beside values: an array each costs a third of a Map per span. */
export interface Attributes {
  readonly keys: string[];
  readonly values: AttributeValue[];
}
export type AttributeValue =
  | string
  | number
  | boolean
  | null
  | readonly AttributeValue[]
  | { readonly [key: string]: AttributeValue };

/** Deeper values are a refusal: nobody sends them, and they cost stack. */
export const DEEPEST_VALUE = 32;

/** The request is not what its content type says. The sender must not repeat it. */
export class BadRequest extends Error {
  override readonly name = "BadRequest";
}

/** More than any exporter puts into one request. Two bytes make an empty span, and a hundred times that to hold it. */
export const MOST_ITEMS = 50_000;
export class TooManyItems extends BadRequest {}

/** Call it for each resource, span and log record, before it is held. */
export function createItemCount(): (more: number) => void {
  let items = 0;
  return (more) => {
    items += more;
    if (items > MOST_ITEMS)
      throw new TooManyItems(`A request holds at most ${MOST_ITEMS} spans or log records. Send smaller batches.`);
  };
}

export const noAttributes = (): Attributes => ({ keys: [], values: [] });

/** The last one sent wins. */
export function attribute(attributes: Attributes, key: string): AttributeValue | undefined {
  return attributes.values[attributes.keys.lastIndexOf(key)];
}
