import protobuf from "protobufjs/minimal.js";
import {
  BYTES,
  each,
  endOf,
  FIXED64,
  hex,
  int64,
  milliseconds,
  type Reader,
  tag,
  text,
  textAt,
  VARINT,
} from "./protobuf-wire.ts";
import {
  type Attributes,
  type AttributeValue,
  BadRequest,
  createItemCount,
  DEEPEST_VALUE,
  type LogsOfResource,
  noAttributes,
  type OtlpLog,
  type OtlpSpan,
  type SpansOfResource,
} from "./request.ts";

/**
 * Field numbers of opentelemetry-proto 1.x (trace.proto, logs.proto, metrics.proto, common.proto, resource.proto). A known
 * field with another wire type than the protocol's is skipped like an unknown one.
 */

type Count = (more: number) => void;

const STATUS_ERROR = 2;

export const decodeTraces = (body: Uint8Array): readonly SpansOfResource[] =>
  guarded(body, (reader) => resources(reader, spansOfResource));
export const decodeLogs = (body: Uint8Array): readonly LogsOfResource[] =>
  guarded(body, (reader) => resources(reader, logsOfResource));
/** Metrics are counted so that the refusal can say how many. */
export const countDataPoints = (body: Uint8Array): number =>
  guarded(body, (reader) => resources(reader, dataPointsOfResource).reduce((sum, count) => sum + count, 0));

function guarded<T>(body: Uint8Array, decode: (reader: Reader) => T): T {
  try {
    return decode(protobuf.Reader.create(body));
  } catch (error) {
    if (error instanceof BadRequest) throw error;
    throw new BadRequest(
      `The body is not the protobuf message that belongs to this path (${error instanceof Error ? error.message : "unreadable"}).`,
    );
  }
}

/** Export*ServiceRequest and *Data alike: field 1, once per resource. */
function resources<T>(reader: Reader, decode: (reader: Reader, end: number, count: Count) => T): readonly T[] {
  const found: T[] = [];
  const count = createItemCount();
  while (reader.pos < reader.len) {
    const key = reader.uint32();
    if (key === tag(1, BYTES)) {
      count(1);
      found.push(decode(reader, endOf(reader), count));
    } else reader.skipType(key & 7);
  }
  return found;
}

function spansOfResource(reader: Reader, end: number, count: Count): SpansOfResource {
  let resource = noAttributes();
  const spans: OtlpSpan[] = [];
  const onSpan = (inner: Reader, spanEnd: number): void => {
    count(1);
    spans.push(span(inner, spanEnd));
  };
  while (reader.pos < end) {
    const key = reader.uint32();
    if (key === tag(1, BYTES)) resource = attributesAt(reader, endOf(reader), 1);
    else if (key === tag(2, BYTES)) each(reader, endOf(reader), 2, onSpan);
    else reader.skipType(key & 7);
  }
  return { resource, spans };
}

function logsOfResource(reader: Reader, end: number, count: Count): LogsOfResource {
  let resource = noAttributes();
  const logs: OtlpLog[] = [];
  const onLog = (inner: Reader, logEnd: number): void => {
    count(1);
    logs.push(log(inner, logEnd));
  };
  while (reader.pos < end) {
    const key = reader.uint32();
    if (key === tag(1, BYTES)) resource = attributesAt(reader, endOf(reader), 1);
    else if (key === tag(2, BYTES)) each(reader, endOf(reader), 2, onLog);
    else reader.skipType(key & 7);
  }
  return { resource, logs };
}

function dataPointsOfResource(reader: Reader, end: number): number {
  let points = 0;
  const onMetric = (metric: Reader, metricEnd: number): void => {
    while (metric.pos < metricEnd) {
      const key = metric.uint32();
      // gauge 5, sum 7, histogram 9, exponential histogram 10, summary 11: data points are field 1 of each.
      if ((key & 7) === BYTES && [5, 7, 9, 10, 11].includes(key >>> 3))
        each(metric, endOf(metric), 1, (point, pointEnd) => {
          points += 1;
          point.pos = pointEnd;
        });
      else metric.skipType(key & 7);
    }
  };
  each(reader, end, 2, (scope, scopeEnd) => each(scope, scopeEnd, 2, onMetric));
  return points;
}

function span(reader: Reader, end: number): OtlpSpan {
  let traceId = "";
  let spanId = "";
  let startMs = 0;
  let endMs = 0;
  let error = false;
  const attributes = noAttributes();
  while (reader.pos < end) {
    const key = reader.uint32();
    switch (key) {
      case tag(1, BYTES):
        traceId = hex(reader);
        break;
      case tag(2, BYTES):
        spanId = hex(reader);
        break;
      case tag(7, FIXED64):
        startMs = milliseconds(reader);
        break;
      case tag(8, FIXED64):
        endMs = milliseconds(reader);
        break;
      case tag(9, BYTES):
        keyValue(reader, endOf(reader), attributes, 0);
        break;
      case tag(15, BYTES):
        error = isError(reader, endOf(reader));
        break;
      default:
        reader.skipType(key & 7);
    }
  }
  return { traceId, spanId, startMs, endMs, error, attributes };
}

function log(reader: Reader, end: number): OtlpLog {
  let eventName = "";
  let atMs = 0;
  let observedMs = 0;
  let spanId = "";
  const attributes = noAttributes();
  while (reader.pos < end) {
    const key = reader.uint32();
    switch (key) {
      case tag(1, FIXED64):
        atMs = milliseconds(reader);
        break;
      case tag(6, BYTES):
        keyValue(reader, endOf(reader), attributes, 0);
        break;
      case tag(10, BYTES):
        spanId = hex(reader);
        break;
      case tag(11, FIXED64):
        observedMs = milliseconds(reader);
        break;
      case tag(12, BYTES):
        eventName = text(reader);
        break;
      default:
        reader.skipType(key & 7);
    }
  }
  return { eventName, atMs: atMs === 0 ? observedMs : atMs, spanId, attributes };
}

function isError(reader: Reader, end: number): boolean {
  let code = 0;
  while (reader.pos < end) {
    const key = reader.uint32();
    if (key === tag(3, VARINT)) code = reader.int32();
    else reader.skipType(key & 7);
  }
  return code === STATUS_ERROR;
}

/** Repeated KeyValue in `field` of the message at hand. */
function attributesAt(reader: Reader, end: number, field: number): Attributes {
  const attributes = noAttributes();
  each(reader, end, field, (inner, itemEnd) => keyValue(inner, itemEnd, attributes, 0));
  return attributes;
}

const KEY = tag(1, BYTES);
const VALUE = tag(2, BYTES);
const STRING = tag(1, BYTES);

/** Short name first, short string value second: as every encoder writes nine of ten attributes. False: read it field by field. */
function shortText(reader: Reader, end: number, into: Attributes): boolean {
  const buf = reader.buf as Buffer;
  const name = reader.pos + 2;
  const nameLength = buf[name - 1] as number;
  const value = name + nameLength + 4;
  if (buf[name - 2] !== KEY || nameLength > 127 || value > end || buf[value - 4] !== VALUE || buf[value - 2] !== STRING)
    return false;
  const valueLength = buf[value - 1] as number;
  if (valueLength > 125 || buf[value - 3] !== valueLength + 2 || value + valueLength !== end) return false;
  into.keys.push(textAt(buf, name, name + nameLength));
  into.values.push(textAt(buf, value, end));
  reader.pos = end;
  return true;
}

function keyValue(reader: Reader, end: number, into: Attributes, depth: number): void {
  if (shortText(reader, end, into)) return;
  let name = "";
  let value: AttributeValue = null;
  while (reader.pos < end) {
    const key = reader.uint32();
    if (key === tag(1, BYTES)) name = text(reader);
    else if (key === tag(2, BYTES)) value = anyValue(reader, endOf(reader), depth);
    else reader.skipType(key & 7);
  }
  into.keys.push(name);
  into.values.push(value);
}

function anyValue(reader: Reader, end: number, depth: number): AttributeValue {
  if (depth > DEEPEST_VALUE) throw new BadRequest(`An attribute value is nested more than ${DEEPEST_VALUE} levels deep.`);
  let value: AttributeValue = null;
  while (reader.pos < end) {
    const key = reader.uint32();
    switch (key) {
      case tag(1, BYTES):
        value = text(reader);
        break;
      case tag(2, VARINT):
        value = reader.bool();
        break;
      case tag(3, VARINT):
        value = int64(reader);
        break;
      case tag(4, FIXED64):
        value = reader.double();
        break;
      case tag(5, BYTES): {
        const items: AttributeValue[] = [];
        each(reader, endOf(reader), 1, (inner, itemEnd) => items.push(anyValue(inner, itemEnd, depth + 1)));
        value = items;
        break;
      }
      case tag(6, BYTES): {
        const pairs = noAttributes();
        each(reader, endOf(reader), 1, (inner, itemEnd) => keyValue(inner, itemEnd, pairs, depth + 1));
        value = Object.fromEntries(pairs.keys.map((name, index) => [name, pairs.values[index] ?? null]));
        break;
      }
      case tag(7, BYTES):
        value = Buffer.from(reader.bytes()).toString("base64");
        break;
      default:
        reader.skipType(key & 7);
    }
  }
  return value;
}
