import canonicalize from "canonicalize";

/**
 * RFC 8785. Throws a TypeError, with the path, on whatever JSON cannot hold as it is: `undefined`, functions and symbols,
 * which the library would drop in silence, numbers that are not finite, big integers, lone surrogates, cycles, and objects
 * that are not plain (a Map would become `{}`).
 */
export function canonicalJson(value: unknown): string {
  refuse(value, "$", new Set());
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError("the value has no JSON form");
  return text;
}

function refuse(value: unknown, path: string, above: Set<object>): void {
  switch (typeof value) {
    case "boolean":
      return;
    case "string":
      if (!value.isWellFormed()) throw new TypeError(`a lone surrogate at ${path}: no UTF-8 can hold it`);
      return;
    case "number":
      if (!Number.isFinite(value)) throw new TypeError(`${value} at ${path}: JSON has no such number`);
      return;
    case "object":
      if (value !== null) refuseInside(value, path, above);
      return;
    case "undefined":
    case "function":
    case "symbol":
    case "bigint":
      throw new TypeError(`${typeof value} at ${path}: canonical JSON would lose it`);
  }
}

function refuseInside(value: object, path: string, above: Set<object>): void {
  if (above.has(value)) throw new TypeError(`a cycle at ${path}: JSON cannot hold it`);
  const prototype: unknown = Object.getPrototypeOf(value);
  if (!Array.isArray(value) && prototype !== Object.prototype && prototype !== null)
    throw new TypeError(`not a plain object at ${path}: canonical JSON would lose what it is`);
  above.add(value);
  if (Array.isArray(value)) {
    // By index: `entries` of a list with holes would pass over them.
    for (let index = 0; index < value.length; index += 1) refuse(value[index], `${path}[${index}]`, above);
  } else {
    for (const [key, inner] of Object.entries(value)) {
      refuse(key, `${path} (its key)`, above);
      refuse(inner, `${path}.${key}`, above);
    }
  }
  above.delete(value);
}
