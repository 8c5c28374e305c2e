import canonicalize from "canonicalize";

/** RFC 8785. Throws a TypeError on `undefined` anywhere, which the library would drop in silence, and on what JSON cannot hold. */
export function canonicalJson(value: unknown): string {
  refuseUndefined(value, "$");
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError("the value has no JSON form");
  return text;
}

function refuseUndefined(value: unknown, path: string): void {
  if (value === undefined) throw new TypeError(`undefined at ${path}: canonical JSON would lose it`);
  if (value === null || typeof value !== "object") return;
  for (const [key, inner] of Object.entries(value)) refuseUndefined(inner, `${path}.${key}`);
}
