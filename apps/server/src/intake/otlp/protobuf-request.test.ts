import fc from "fast-check";
import { expect, test } from "vitest";
import { attributes, hexOf, json, milliseconds, nanoseconds, read, text, wire } from "./arbitrary.fixture.ts";
import { parseMetrics } from "./json-metrics.ts";
import { parseLogs, parseTraces } from "./json-request.ts";
import { decodeMetrics } from "./protobuf-metrics.ts";
import { decodeLogs, decodeTraces } from "./protobuf-request.ts";
import { encoded, LogsRequest, TraceRequest } from "./reference.fixture.ts";
import { BadRequest } from "./request.ts";

const span = fc.record({
  traceId: fc.uint8Array({ minLength: 16, maxLength: 16 }),
  spanId: fc.uint8Array({ minLength: 8, maxLength: 8 }),
  start: nanoseconds,
  end: nanoseconds,
  status: fc.constantFrom(0, 1, 2),
  name: text,
  attributes,
});
const resourceSpans = fc.array(
  fc.record({ resource: attributes, scopes: fc.array(fc.array(span, { maxLength: 3 }), { maxLength: 2 }) }),
  {
    maxLength: 3,
  },
);

test("spans are read as the reference encoder wrote them, and its JSON reads the same", () => {
  fc.assert(
    fc.property(resourceSpans, (groups) => {
      const shape = (asJson: boolean) => ({
        resourceSpans: groups.map((group) => ({
          resource: { attributes: asJson ? json(group.resource) : wire(group.resource), droppedAttributesCount: 3 },
          schemaUrl: "https://opentelemetry.io/schemas/1.37.0",
          scopeSpans: group.scopes.map((spans) => ({
            scope: { name: "a scope", version: "1" },
            spans: spans.map((one) => ({
              traceId: asJson ? hexOf(one.traceId).toUpperCase() : one.traceId,
              spanId: asJson ? hexOf(one.spanId) : one.spanId,
              traceState: "a=b",
              name: one.name,
              kind: 3,
              startTimeUnixNano: one.start.toString(),
              endTimeUnixNano: one.end.toString(),
              attributes: asJson ? json(one.attributes) : wire(one.attributes),
              events: [{ name: "an event", timeUnixNano: "5", attributes: [] }],
              links: [],
              status: { code: one.status, message: "a message" },
              flags: 257,
            })),
          })),
        })),
      });
      const expected = groups.map((group) => ({
        resource: read(group.resource),
        spans: group.scopes.flat().map((one) => ({
          traceId: hexOf(one.traceId),
          spanId: hexOf(one.spanId),
          startMs: milliseconds(one.start),
          endMs: milliseconds(one.end),
          error: one.status === 2,
          attributes: read(one.attributes),
        })),
      }));
      const request = TraceRequest.fromObject(shape(false));
      expect(decodeTraces(Buffer.from(TraceRequest.encode(request).finish()))).toEqual(expected);
      expect(parseTraces(Buffer.from(JSON.stringify(shape(true))))).toEqual(expected);
    }),
    { numRuns: 150 },
  );
});

test("log records are read as the reference encoder wrote them, and its JSON reads the same", () => {
  const log = fc.record({
    at: nanoseconds,
    observed: nanoseconds,
    eventName: text,
    spanId: fc.uint8Array({ minLength: 8, maxLength: 8 }),
    attributes,
  });
  fc.assert(
    fc.property(attributes, fc.array(log, { maxLength: 5 }), (resource, records) => {
      const shape = (asJson: boolean) => ({
        resourceLogs: [
          {
            resource: { attributes: asJson ? json(resource) : wire(resource) },
            scopeLogs: [
              {
                logRecords: records.map((one) => ({
                  timeUnixNano: one.at.toString(),
                  observedTimeUnixNano: one.observed.toString(),
                  severityNumber: 9,
                  severityText: "INFO",
                  body: { stringValue: "a body" },
                  eventName: one.eventName,
                  spanId: asJson ? hexOf(one.spanId) : one.spanId,
                  attributes: asJson ? json(one.attributes) : wire(one.attributes),
                })),
              },
            ],
          },
        ],
      });
      const expected = [
        {
          resource: read(resource),
          logs: records.map((one) => ({
            eventName: one.eventName,
            atMs: milliseconds(one.at === 0n ? one.observed : one.at),
            spanId: hexOf(one.spanId),
            attributes: read(one.attributes),
          })),
        },
      ];
      const request = LogsRequest.fromObject(shape(false));
      expect(decodeLogs(Buffer.from(LogsRequest.encode(request).finish()))).toEqual(expected);
      expect(parseLogs(Buffer.from(JSON.stringify(shape(true))))).toEqual(expected);
    }),
    { numRuns: 100 },
  );
});

test("any bytes are either read or a refusal, never another error", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      for (const decode of [decodeTraces, decodeLogs, decodeMetrics, parseTraces, parseLogs, parseMetrics])
        try {
          decode(Buffer.from(bytes));
        } catch (error) {
          expect(error).toBeInstanceOf(BadRequest);
        }
    }),
    { numRuns: 500 },
  );
});

test("values nested without end are refused, not followed", () => {
  let value: object = { stringValue: "x" };
  for (let depth = 0; depth < 50; depth += 1) value = { arrayValue: { values: [value] } };
  const group = { resource: { attributes: [{ key: "a", value }] } };
  const body = TraceRequest.encode(TraceRequest.fromObject({ resourceSpans: [group] })).finish();
  expect(() => decodeTraces(Buffer.from(body))).toThrow(/nested more than/);
  expect(() => parseTraces(Buffer.from(JSON.stringify({ resourceSpans: [group] })))).toThrow(/nested more than/);
});

test("whole milliseconds stay whole milliseconds, in both encodings", () => {
  const start = fc.integer({ min: 1_600_000_000_000, max: 2_500_000_000_000 });
  fc.assert(
    fc.property(start, (at) => {
      const shape = { resourceSpans: [{ scopeSpans: [{ spans: [{ startTimeUnixNano: `${at}000000` }] }] }] };
      const body = encoded(TraceRequest, shape);
      expect(decodeTraces(Buffer.from(body))[0]?.spans[0]?.startMs).toBe(at);
      expect(parseTraces(Buffer.from(JSON.stringify(shape)))[0]?.spans[0]?.startMs).toBe(at);
      const asNumber = JSON.stringify(shape).replace(`"${at}000000"`, `${at}000000`);
      expect(parseTraces(Buffer.from(asNumber))[0]?.spans[0]?.startMs).toBe(at);
    }),
  );
});
