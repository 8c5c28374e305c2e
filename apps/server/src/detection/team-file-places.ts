import { type Document, isMap, isNode, isScalar, type LineCounter } from "yaml";

export type Path = readonly (string | number)[];
/** 1-based. */
export interface Place {
  readonly line: number;
  readonly column: number;
}
export interface Places {
  /** Where it begins: the key, where there is one; the nearest thing around it, where it is missing. */
  of(path: Path): Place;
  /** Where that character of a text stands; null where the text is not written as it reads (escapes, folded lines). */
  within(path: Path, offset: number): Place | null;
}

export function createPlaces(document: Document, lines: LineCounter, text: string): Places {
  const placeAt = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { line, column: col };
  };
  return {
    of(path) {
      for (let length = path.length; length > 0; length--) {
        const start = startOf(document, path.slice(0, length));
        if (start !== null) return placeAt(start);
      }
      return { line: 1, column: 1 };
    },
    within(path, offset) {
      const node = document.getIn(path, true);
      if (!isScalar(node) || typeof node.value !== "string" || !node.range) return null;
      const written = text.slice(node.range[0], node.range[1]);
      const quotes = written.startsWith('"') || written.startsWith("'") ? 1 : 0;
      if (written.slice(quotes, written.length - quotes) !== node.value) return null;
      return placeAt(node.range[0] + quotes + offset);
    },
  };
}

function startOf(document: Document, path: Path): number | null {
  const parent = path.length > 1 ? document.getIn(path.slice(0, -1), true) : document.contents;
  const key = path.at(-1);
  if (isMap(parent)) {
    const pair = parent.items.find((item) => isScalar(item.key) && item.key.value === key);
    if (isNode(pair?.key) && pair.key.range) return pair.key.range[0];
  }
  const node = document.getIn(path, true);
  return isNode(node) && node.range ? node.range[0] : null;
}
