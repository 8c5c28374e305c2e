import fc from "fast-check";
import { expect } from "vitest";

export const hexOf = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");

export const text = fc.string({ unit: "binary", maxLength: 20 }).map((value) => value.toWellFormed());
export const nanoseconds = fc.bigInt({ min: 0n, max: 2n ** 63n - 1n });
/** A value as the protocol writes it, and as it should be read. */
const anyValue = fc.letrec<{ value: { wire: object; json: object; read: unknown } }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, depthIdentifier: "value" },
    text.map((one) => ({ wire: { stringValue: one }, json: { stringValue: one }, read: one })),
    fc.boolean().map((one) => ({ wire: { boolValue: one }, json: { boolValue: one }, read: one })),
    fc.maxSafeInteger().map((one) => ({ wire: { intValue: one }, json: { intValue: String(one) }, read: one })),
    fc
      .double({ noNaN: true, noDefaultInfinity: true })
      // JSON writes no -0.
      .map((one) => one + 0)
      .map((one) => ({ wire: { doubleValue: one }, json: { doubleValue: one }, read: one })),
    fc.uint8Array({ maxLength: 8 }).map((one) => {
      const base64 = Buffer.from(one).toString("base64");
      return { wire: { bytesValue: one }, json: { bytesValue: base64 }, read: base64 };
    }),
    fc.array(tie("value"), { maxLength: 3 }).map((items) => ({
      wire: { arrayValue: { values: items.map((item) => item.wire) } },
      json: { arrayValue: { values: items.map((item) => item.json) } },
      read: items.map((item) => item.read),
    })),
    fc.uniqueArray(fc.tuple(text, tie("value")), { maxLength: 3, selector: ([key]) => key }).map((pairs) => ({
      wire: { kvlistValue: { values: pairs.map(([key, item]) => ({ key, value: item.wire })) } },
      json: { kvlistValue: { values: pairs.map(([key, item]) => ({ key, value: item.json })) } },
      read: Object.fromEntries(pairs.map(([key, item]) => [key, item.read])),
    })),
  ),
})).value;
export const attributes = fc.array(fc.tuple(text, anyValue), { maxLength: 5 });
export const wire = (pairs: [string, { wire: object }][]) => pairs.map(([key, value]) => ({ key, value: value.wire }));
export const json = (pairs: [string, { json: object }][]) => pairs.map(([key, value]) => ({ key, value: value.json }));
export const read = (pairs: [string, { read: unknown }][]) => ({
  keys: pairs.map(([key]) => key),
  values: pairs.map(([, value]) => value.read),
});
export const milliseconds = (ns: bigint) => expect.closeTo(Number(ns) / 1e6, 2);
