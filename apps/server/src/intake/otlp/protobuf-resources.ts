import protobuf from "protobufjs/minimal.js";
import { BYTES, endOf, type Reader, tag } from "./protobuf-wire.ts";
import { BadRequest, createItemCount } from "./request.ts";

/** Told of each span, log record and data point before it is held; throws when they are too many. */
export type Count = (more: number) => void;

/** Anything that is not this message is a `BadRequest`. */
export function decodeResources<T>(body: Uint8Array, decode: (reader: Reader, end: number, count: Count) => T): readonly T[] {
  try {
    return resources(protobuf.Reader.create(body), decode);
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
