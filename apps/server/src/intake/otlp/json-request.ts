import {
  type Attributes,
  type AttributeValue,
  BadRequest,
  createItemCount,
  DEEPEST_VALUE,
  type LogsOfResource,
  noAttributes,
  type SpansOfResource,
} from "./request.ts";

/**
 * OTLP's JSON: lowerCamelCase names, hex ids, enums as integers, int64 as string or number, unknown fields ignored.
 * Source: the "JSON Protobuf Encoding" section of the OTLP specification.
 */
export type Json = Readonly<Record<string, unknown>>;
const STATUS_ERROR = 2;

export function parseTraces(body: Buffer): readonly SpansOfResource[] {
  const count = createItemCount();
  return counted(count, objects(parseObject(body), "resourceSpans")).map((one) => ({
    resource: attributesOf(object(one.resource, "resource")),
    spans: objects(one, "scopeSpans").flatMap((scope) =>
      counted(count, objects(scope, "spans")).map((span) => ({
        traceId: id(span.traceId),
        spanId: id(span.spanId),
        startMs: milliseconds(span.startTimeUnixNano),
        endMs: milliseconds(span.endTimeUnixNano),
        error: object(span.status, "status").code === STATUS_ERROR,
        attributes: attributesOf(span),
      })),
    ),
  }));
}

export function parseLogs(body: Buffer): readonly LogsOfResource[] {
  const count = createItemCount();
  return counted(count, objects(parseObject(body), "resourceLogs")).map((one) => ({
    resource: attributesOf(object(one.resource, "resource")),
    logs: objects(one, "scopeLogs").flatMap((scope) =>
      counted(count, objects(scope, "logRecords")).map((log) => ({
        eventName: typeof log.eventName === "string" ? log.eventName : "",
        atMs: milliseconds(log.timeUnixNano) || milliseconds(log.observedTimeUnixNano),
        spanId: id(log.spanId),
        attributes: attributesOf(log),
      })),
    ),
  }));
}

export function counted(count: (more: number) => void, items: readonly Json[]): readonly Json[] {
  count(items.length);
  return items;
}

export function parseObject(body: Buffer): Json {
  let parsed: unknown;
  try {
    parsed = JSON.parse(body.toString("utf8"));
  } catch {
    throw new BadRequest("The body is not JSON.");
  }
  if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed))
    throw new BadRequest("The body is not a JSON object.");
  return parsed as Json;
}

/** Absent and null are the empty message, as in proto3's JSON. */
export function object(value: unknown, field: string): Json {
  if (value === undefined || value === null) return {};
  if (typeof value !== "object" || Array.isArray(value)) throw new BadRequest(`${field} must be an object.`);
  return value as Json;
}
export function objects(parent: Json, field: string): readonly Json[] {
  const value = parent[field];
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw new BadRequest(`${field} must be an array.`);
  return value.map((item) => object(item, field));
}

const id = (value: unknown): string => (typeof value === "string" ? value.toLowerCase() : "");

/** A double cannot hold today's nanoseconds: digits are split before they become numbers; a number, which lost some already, is taken to ten microseconds. */
export function milliseconds(value: unknown): number {
  if (value === undefined || value === null) return 0;
  if (typeof value === "string" && /^\d{1,20}$/.test(value))
    return Number(value.slice(0, -6) || "0") + Number(value.slice(-6)) / 1e6;
  if (typeof value === "number" && Number.isFinite(value)) return Math.round(value / 1e4) / 1e2;
  throw new BadRequest("A time must be whole nanoseconds since 1970, as a string or number.");
}

export function attributesOf(parent: Json): Attributes {
  const attributes = noAttributes();
  for (const item of objects(parent, "attributes")) {
    attributes.keys.push(typeof item.key === "string" ? item.key : "");
    attributes.values.push(anyValue(object(item.value, "value"), 0));
  }
  return attributes;
}

function anyValue(value: Json, depth: number): AttributeValue {
  if (depth > DEEPEST_VALUE) throw new BadRequest(`An attribute value is nested more than ${DEEPEST_VALUE} levels deep.`);
  if (typeof value.stringValue === "string") return value.stringValue;
  if (typeof value.boolValue === "boolean") return value.boolValue;
  if (value.intValue !== undefined) return Number(value.intValue);
  if (value.doubleValue !== undefined) return Number(value.doubleValue);
  if (typeof value.bytesValue === "string") return value.bytesValue;
  if (value.arrayValue !== undefined)
    return objects(object(value.arrayValue, "arrayValue"), "values").map((item) => anyValue(item, depth + 1));
  if (value.kvlistValue !== undefined)
    return Object.fromEntries(
      objects(object(value.kvlistValue, "kvlistValue"), "values").map((item) => [
        typeof item.key === "string" ? item.key : "",
        anyValue(object(item.value, "value"), depth + 1),
      ]),
    );
  return null;
}
