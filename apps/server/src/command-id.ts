import { createHash } from "node:crypto";

/**
 * An id made of what the command is about, not of when it was issued: RFC 9562 version 5, in a namespace of our own. Two
 * nodes, or one before and after a restart, give the same command the same id, and the log takes it once.
 */
export function commandIdOf(...about: readonly string[]): string {
  const bytes = createHash("sha1")
    .update(`firebreak containment watch\n${JSON.stringify(about)}`)
    .digest()
    .subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x50;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
