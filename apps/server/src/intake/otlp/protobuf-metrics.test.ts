import fc from "fast-check";
import { expect, test } from "vitest";
import { attributes, json, milliseconds, nanoseconds, read, text, wire } from "./arbitrary.fixture.ts";
import { parseMetrics } from "./json-metrics.ts";
import { decodeMetrics } from "./protobuf-metrics.ts";
import { encoded, MetricsRequest } from "./reference.fixture.ts";
import { BadRequest, MOST_BUCKETS_READ, TooManyItems } from "./request.ts";

/** Shape for the reference encoder, the same as the protocol's JSON, and what should be read. */
interface Case {
  readonly wire: object;
  readonly json: object;
  readonly read: object;
}
/** JSON writes no -0. */
const double = fc.double({ noNaN: true, noDefaultInfinity: true }).map((one) => one + 0);
const count = fc.maxSafeNat();
const counts = fc.array(count, { maxLength: 6 });
const asText = (values: readonly number[]) => values.map(String);

const common = fc.record({ attributes, start: nanoseconds, at: nanoseconds, gone: fc.boolean() });
function pointOf(
  base: { attributes: Parameters<typeof wire>[0] & Parameters<typeof json>[0] & Parameters<typeof read>[0] } & {
    start: bigint;
    at: bigint;
    gone: boolean;
  },
  fields: Case,
): Case {
  const times = { startTimeUnixNano: base.start.toString(), timeUnixNano: base.at.toString(), flags: base.gone ? 1 : 0 };
  return {
    wire: { ...times, attributes: wire(base.attributes), ...fields.wire },
    json: { ...times, attributes: json(base.attributes), ...fields.json },
    read: {
      attributes: read(base.attributes),
      startMs: milliseconds(base.start),
      atMs: milliseconds(base.at),
      recorded: !base.gone,
      reading: fields.read,
    },
  };
}

const numberPoint = fc
  .tuple(
    common,
    fc.oneof(
      double.map((value): Case => ({ wire: { asDouble: value }, json: { asDouble: value }, read: { kind: "number", value } })),
      fc
        .maxSafeInteger()
        .map((value): Case => ({ wire: { asInt: value }, json: { asInt: String(value) }, read: { kind: "number", value } })),
      fc.constant<Case>({ wire: {}, json: {}, read: { kind: "number", value: null } }),
    ),
  )
  .map(([base, value]) => pointOf(base, value));

const sums = fc.oneof(
  fc.constant({}),
  double.map((sum) => ({ sum })),
);
const sumRead = (sum: { sum?: number }) => ({ sum: sum.sum ?? null });
const histogramPoint = fc
  .tuple(common, count, sums, fc.array(double, { maxLength: 6 }), counts)
  .map(([base, total, sum, bounds, bucketCounts]) =>
    pointOf(base, {
      wire: { count: total, ...sum, explicitBounds: bounds, bucketCounts, min: 1, max: 2, exemplars: [{ asDouble: 4 }] },
      json: { count: String(total), ...sum, explicitBounds: bounds, bucketCounts: asText(bucketCounts), min: 1 },
      read: { kind: "histogram", count: total, ...sumRead(sum), bounds, bucketCounts },
    }),
  );

const int32 = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 });
const buckets = fc.record({ offset: int32, counts });
const exponentialPoint = fc
  .tuple(common, count, sums, int32, count, double, buckets, buckets)
  .map(([base, total, sum, scale, zeroCount, zeroThreshold, positive, negative]) => {
    const given = { ...sum, scale, zeroThreshold, min: 1, max: 2 };
    const sent = (of: { offset: number; counts: number[] }, write: (values: number[]) => unknown) => ({
      offset: of.offset,
      bucketCounts: write(of.counts),
    });
    const same = (values: number[]) => values;
    return pointOf(base, {
      wire: { ...given, count: total, zeroCount, positive: sent(positive, same), negative: sent(negative, same) },
      json: {
        ...given,
        count: String(total),
        zeroCount: String(zeroCount),
        positive: sent(positive, asText),
        negative: sent(negative, asText),
      },
      read: { kind: "exponential", count: total, ...sumRead(sum), scale, zeroCount, zeroThreshold, positive, negative },
    });
  });
const summaryPoint = common.map((base) => {
  const quantiles = { count: "3", sum: 5, quantileValues: [{ quantile: 0.5, value: 2 }] };
  return pointOf(base, { wire: quantiles, json: quantiles, read: { kind: "summary" } });
});

const TEMPORALITIES = [null, "delta", "cumulative"] as const;
const metric = fc
  .tuple(
    text,
    text,
    fc.constantFrom(0, 1, 2),
    fc.boolean(),
    fc.oneof(
      fc.array(numberPoint, { maxLength: 3 }).map((points) => ({ kind: "gauge" as const, points })),
      fc.array(numberPoint, { maxLength: 3 }).map((points) => ({ kind: "sum" as const, points })),
      fc.array(histogramPoint, { maxLength: 3 }).map((points) => ({ kind: "histogram" as const, points })),
      fc.array(exponentialPoint, { maxLength: 3 }).map((points) => ({ kind: "exponentialHistogram" as const, points })),
      fc.array(summaryPoint, { maxLength: 3 }).map((points) => ({ kind: "summary" as const, points })),
    ),
  )
  .map(([name, unit, aggregationTemporality, isMonotonic, { kind, points }]): Case => {
    const of = {
      ...(kind === "gauge" || kind === "summary" ? {} : { aggregationTemporality }),
      ...(kind === "sum" ? { isMonotonic } : {}),
    };
    const described = { name, unit, description: "a description" };
    return {
      wire: { ...described, [kind]: { ...of, dataPoints: points.map((point) => point.wire) } },
      json: { ...described, [kind]: { ...of, dataPoints: points.map((point) => point.json) } },
      read: {
        name,
        unit,
        kind,
        temporality: "aggregationTemporality" in of ? TEMPORALITIES[aggregationTemporality] : null,
        monotonic: kind === "sum" && isMonotonic,
        points: points.map((point) => point.read),
      },
    };
  });

test("metrics of every kind are read as the reference encoder wrote them, and its JSON reads the same", () => {
  fc.assert(
    fc.property(attributes, fc.array(fc.array(metric, { maxLength: 3 }), { maxLength: 2 }), (resource, scopes) => {
      const shape = (of: "wire" | "json") => ({
        resourceMetrics: [
          {
            resource: { attributes: of === "wire" ? wire(resource) : json(resource) },
            schemaUrl: "https://opentelemetry.io/schemas/1.37.0",
            scopeMetrics: scopes.map((metrics) => ({ scope: { name: "a scope" }, metrics: metrics.map((one) => one[of]) })),
          },
        ],
      });
      const expected = [{ resource: read(resource), metrics: scopes.flat().map((one) => one.read) }];
      expect(decodeMetrics(encoded(MetricsRequest, shape("wire")))).toEqual(expected);
      expect(parseMetrics(Buffer.from(JSON.stringify(shape("json"))))).toEqual(expected);
    }),
    { numRuns: 150 },
  );
});

test("a message that breaks off anywhere is refused; one with another byte in it is read or refused", () => {
  const whole = encoded(MetricsRequest, {
    resourceMetrics: [
      {
        scopeMetrics: [
          {
            metrics: [
              { name: "a", sum: { dataPoints: [{ asInt: -5, attributes: [{ key: "k", value: { stringValue: "v" } }] }] } },
              { name: "b", histogram: { dataPoints: [{ explicitBounds: [1, 2], bucketCounts: [1, 2, 3], sum: 4, count: 6 }] } },
              { name: "c", exponentialHistogram: { dataPoints: [{ scale: 2, positive: { offset: -3, bucketCounts: [1, 2] } }] } },
            ],
          },
        ],
      },
    ],
  });
  for (let length = 1; length < whole.length; length += 1)
    expect(() => decodeMetrics(whole.subarray(0, length)), `${length} of ${whole.length} bytes`).toThrow(BadRequest);
  fc.assert(
    fc.property(fc.nat(whole.length - 1), fc.nat(255), (place, byte) => {
      const changed = Buffer.from(whole);
      changed[place] = byte;
      try {
        decodeMetrics(changed);
      } catch (error) {
        expect(error).toBeInstanceOf(BadRequest);
      }
    }),
    { numRuns: 500 },
  );
});

test("repeated numbers may also come one by one, as proto2 wrote them", () => {
  const fixed = (field: number, value: number) => {
    const bytes = Buffer.alloc(9, field * 8 + 1);
    bytes.writeBigUInt64LE(BigInt(value), 1);
    return bytes;
  };
  const field = (number: number, bytes: Buffer) => Buffer.concat([Buffer.from([number * 8 + 2, bytes.length]), bytes]);
  const point = Buffer.concat([fixed(4, 9), fixed(6, 4), fixed(6, 5)]);
  const body = field(1, field(2, field(2, field(9, field(1, point)))));
  expect(decodeMetrics(body)[0]?.metrics[0]?.points[0]?.reading).toEqual({
    kind: "histogram",
    count: 9,
    sum: null,
    bounds: [],
    bucketCounts: [4, 5],
  });
});

test("more buckets or data points than anybody sends are refused before they take memory", () => {
  const many = Array.from({ length: MOST_BUCKETS_READ + 1 }, () => 1);
  const shape = (metric: object) => ({ resourceMetrics: [{ scopeMetrics: [{ metrics: [metric] }] }] });
  const wide = [
    shape({ histogram: { dataPoints: [{ bucketCounts: many }] } }),
    shape({ histogram: { dataPoints: [{ explicitBounds: many }] } }),
    shape({ exponentialHistogram: { dataPoints: [{ negative: { bucketCounts: many } }] } }),
  ];
  for (const one of wide) {
    expect(() => decodeMetrics(encoded(MetricsRequest, one))).toThrow(/at most 4096 buckets/);
    expect(() => parseMetrics(Buffer.from(JSON.stringify(one)))).toThrow(/at most 4096 buckets/);
  }
  const points = shape({ gauge: { dataPoints: Array.from({ length: 50_001 }, () => ({})) } });
  expect(() => decodeMetrics(encoded(MetricsRequest, points))).toThrow(TooManyItems);
  expect(() => parseMetrics(Buffer.from(JSON.stringify(points)))).toThrow(TooManyItems);
});
