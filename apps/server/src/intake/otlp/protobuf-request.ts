import { attributesAt, keyValue } from "./protobuf-attributes.ts";
import { type Count, decodeResources } from "./protobuf-resources.ts";
import { BYTES, each, endOf, FIXED64, hex, milliseconds, type Reader, tag, text, VARINT } from "./protobuf-wire.ts";
import { type LogsOfResource, noAttributes, type OtlpLog, type OtlpSpan, type SpansOfResource } from "./request.ts";

/**
 * Field numbers of opentelemetry-proto 1.x (trace.proto, logs.proto). A known
 * field with another wire type than the protocol's is skipped like an unknown one.
 */

const STATUS_ERROR = 2;

export const decodeTraces = (body: Uint8Array): readonly SpansOfResource[] => decodeResources(body, spansOfResource);
export const decodeLogs = (body: Uint8Array): readonly LogsOfResource[] => decodeResources(body, logsOfResource);

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
