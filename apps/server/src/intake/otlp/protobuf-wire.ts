import type protobuf from "protobufjs/minimal.js";
import { BadRequest } from "./request.ts";

/** What every OTLP message is made of on the wire. A tag is field number × 8 + wire type. */
export type Reader = protobuf.Reader;
export const VARINT = 0;
export const FIXED64 = 1;
export const BYTES = 2;
export const tag = (field: number, wireType: number): number => field * 8 + wireType;

/** Every `field` (a message) between here and `end`. */
export function each(reader: Reader, end: number, field: number, visit: (reader: Reader, end: number) => void): void {
  while (reader.pos < end) {
    const key = reader.uint32();
    if (key === tag(field, BYTES)) visit(reader, endOf(reader));
    else reader.skipType(key & 7);
  }
}

/** Where the message that starts here ends; a length that points behind the body is bad data. */
export function endOf(reader: Reader): number {
  const length = reader.uint32();
  const end = reader.pos + length;
  if (end > reader.len) throw new BadRequest("A length in the body points behind its end.");
  return end;
}

/** A double cannot hold today's nanoseconds: the whole and the millionths of a millisecond are worked out apart, both exactly. */
export function milliseconds(reader: Reader): number {
  const low = reader.fixed32();
  const high = reader.fixed32();
  // 2³² ns are 4294 ms and 967296 ns.
  const rest = high * 967_296 + low;
  return high * 4294 + Math.floor(rest / 1e6) + (rest % 1e6) / 1e6;
}

/** Up to seven bytes hold every whole number that a double holds exactly enough; longer ones are negative or huge. */
export function int64(reader: Reader): number {
  const { buf, pos } = reader;
  let value = 0;
  let scale = 1;
  for (let index = pos; index < pos + 7 && index < reader.len; index += 1) {
    const byte = buf[index] as number;
    value += (byte & 127) * scale;
    if (byte < 128) {
      reader.pos = index + 1;
      return value;
    }
    scale *= 128;
  }
  const { high, low } = reader.int64();
  return high * 2 ** 32 + (low >>> 0);
}

export function hex(reader: Reader): string {
  const end = endOf(reader);
  const bytes = reader.buf as Buffer;
  const digits = bytes.toString("hex", reader.pos, end);
  reader.pos = end;
  return digits;
}

/**
 * Names and most values of attributes are the same few from span to span: each text is decoded once and found again by its
 * bytes, which costs a third of a decoding. Direct mapped, so bounded; a text that is never repeated only passes through.
 */
const TEXTS_KEPT = 8192;
const LONGEST_KEPT = 48;
const texts: string[] = Array.from({ length: TEXTS_KEPT }, () => "");

export function textAt(buf: Buffer, from: number, end: number): string {
  const length = end - from;
  if (length > LONGEST_KEPT) return buf.toString("utf8", from, end);
  let hash = length;
  let ascii = 0;
  for (let index = from; index < end; index += 1) {
    const byte = buf[index] as number;
    hash = (Math.imul(hash, 31) + byte) | 0;
    ascii |= byte;
  }
  if (ascii > 127) return buf.toString("utf8", from, end);
  const slot = (hash ^ (hash >>> 15)) & (TEXTS_KEPT - 1);
  const kept = texts[slot] as string;
  if (kept.length === length && sameText(kept, buf, from)) return kept;
  const text = buf.toString("latin1", from, end);
  texts[slot] = text;
  return text;
}

function sameText(kept: string, buf: Buffer, from: number): boolean {
  for (let index = 0; index < kept.length; index += 1) if (kept.charCodeAt(index) !== buf[from + index]) return false;
  return true;
}

export function text(reader: Reader): string {
  const end = endOf(reader);
  const read = textAt(reader.buf as Buffer, reader.pos, end);
  reader.pos = end;
  return read;
}
