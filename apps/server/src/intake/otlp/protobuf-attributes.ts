import { BYTES, each, endOf, FIXED64, int64, type Reader, tag, text, textAt, VARINT } from "./protobuf-wire.ts";
import { type Attributes, type AttributeValue, BadRequest, DEEPEST_VALUE, noAttributes } from "./request.ts";

/** Field numbers of common.proto. */

/** Repeated KeyValue in `field` of the message at hand. */
export function attributesAt(reader: Reader, end: number, field: number): Attributes {
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

export function keyValue(reader: Reader, end: number, into: Attributes, depth: number): void {
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
