import { Fault } from "./fault.ts";

/** `at`: offset of its first character. A name's parts are what stands between its dots; a part may be quoted: `feature."days since"`. */
export type Token =
  | { readonly kind: "name"; readonly at: number; readonly parts: readonly NamePart[] }
  | { readonly kind: "number"; readonly at: number; readonly value: number }
  | { readonly kind: "text"; readonly at: number; readonly value: string }
  | { readonly kind: "symbol"; readonly at: number; readonly symbol: string }
  | { readonly kind: "end"; readonly at: number };
export interface NamePart {
  readonly text: string;
  readonly quoted: boolean;
}

const SYMBOLS = ["!=", "<=", ">=", "(", ")", ",", ":", "=", "<", ">", "+", "-", "*", "/"];
/** What other languages write, and what this one does. */
const FOREIGN: readonly (readonly [string, string])[] = [
  ["==", "="],
  ["&&", "and"],
  ["||", "or"],
  ["<>", "!="],
  ["!", "not"],
  ["≤", "<="],
  ["≥", ">="],
  ["≠", "!="],
  ["'", 'double quotes, "like this"'],
  ["“", 'straight quotes, "like this"'],
];

const isSpace = (c: string): boolean => c === " " || c === "\t" || c === "\n" || c === "\r";
const isDigit = (c: string): boolean => c >= "0" && c <= "9";
const isLetter = (c: string): boolean => (c >= "a" && c <= "z") || (c >= "A" && c <= "Z") || c === "_";
const isWord = (c: string): boolean => isLetter(c) || isDigit(c);

/** All tokens of the text, the last one its end. One pass; throws `Fault`. */
export function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    if (isSpace(text.charAt(at))) {
      at++;
      continue;
    }
    const read = tokenAt(text, at);
    tokens.push(read.token);
    at = read.end;
  }
  tokens.push({ kind: "end", at: text.length });
  return tokens;
}

interface Read {
  readonly token: Token;
  readonly end: number;
}

function tokenAt(text: string, at: number): Read {
  const c = text.charAt(at);
  if (isLetter(c)) return nameAt(text, at);
  if (isDigit(c)) return numberAt(text, at);
  if (c === '"') {
    const { value, end } = quotedAt(text, at);
    return { token: { kind: "text", at, value }, end };
  }
  const foreign = FOREIGN.find(([written]) => text.startsWith(written, at) && !(written === "!" && text.charAt(at + 1) === "="));
  if (foreign) throw new Fault(at, `${foreign[0]} is not written here; write ${foreign[1]}.`);
  const symbol = SYMBOLS.find((one) => text.startsWith(one, at));
  if (symbol === undefined) throw new Fault(at, `${JSON.stringify(characterAt(text, at))} has no meaning here.`);
  return { token: { kind: "symbol", at, symbol }, end: at + symbol.length };
}

const characterAt = (text: string, at: number): string => String.fromCodePoint(text.codePointAt(at) ?? 0);

function nameAt(text: string, start: number): Read {
  const parts: NamePart[] = [];
  let at = start;
  for (;;) {
    if (text.charAt(at) === '"') {
      const { value, end } = quotedAt(text, at);
      if (value === "") throw new Fault(at, "A name between quotes cannot be empty.");
      parts.push({ text: value, quoted: true });
      at = end;
    } else {
      const end = wordEnd(text, at);
      if (end === at)
        throw new Fault(at, "After the dot a name is wanted: letters, digits and _, or anything between double quotes.");
      parts.push({ text: text.slice(at, end), quoted: false });
      at = end;
    }
    if (text.charAt(at) !== ".") return { token: { kind: "name", at: start, parts }, end: at };
    at++;
  }
}

function wordEnd(text: string, start: number): number {
  let at = start;
  while (at < text.length && isWord(text.charAt(at))) at++;
  return at;
}

function digitsEnd(text: string, start: number): number {
  let at = start;
  while (at < text.length && isDigit(text.charAt(at))) at++;
  return at;
}

function numberAt(text: string, start: number): Read {
  let at = digitsEnd(text, start);
  if (text.charAt(at) === "." && isDigit(text.charAt(at + 1))) at = digitsEnd(text, at + 1);
  if (text.charAt(at) === "e" || text.charAt(at) === "E") {
    const digits = text.charAt(at + 1) === "+" || text.charAt(at + 1) === "-" ? at + 2 : at + 1;
    if (isDigit(text.charAt(digits))) at = digitsEnd(text, digits);
  }
  if (isWord(text.charAt(at)))
    throw new Fault(at, "A number ends here, and a letter follows; units are not written (seconds, US dollars, shares 0–1).");
  if (text.charAt(at) === "%") throw new Fault(at, "Per cent are not written; 5 % is 0.05.");
  const value = Number(text.slice(start, at));
  if (!Number.isFinite(value)) throw new Fault(start, "This number is too large.");
  return { token: { kind: "number", at: start, value }, end: at };
}

/** Between double quotes, with the escapes of JSON. */
function quotedAt(text: string, start: number): { readonly value: string; readonly end: number } {
  let at = start + 1;
  while (at < text.length && text.charAt(at) !== '"') at += text.charAt(at) === "\\" ? 2 : 1;
  if (at >= text.length) throw new Fault(start, "This quote is never closed.");
  try {
    const value: unknown = JSON.parse(text.slice(start, at + 1));
    if (typeof value === "string") return { value, end: at + 1 };
  } catch {
    // Said below: JSON.parse names an offset of its own, which would mislead.
  }
  throw new Fault(start, 'Between quotes, write \\" for a quote, \\\\ for a backslash and \\n for a line break.');
}
