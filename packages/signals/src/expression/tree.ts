import { Fault } from "./fault.ts";
import { type NamePart, type Token, tokensOf } from "./tokens.ts";

export const LONGEST_TEXT = 2000;
export const DEEPEST = 30;
export const MOST_NODES = 100;

/** What was written, before it is known what it means. `at`: offset of its first character. */
export type Node =
  | { readonly kind: "number"; readonly at: number; readonly value: number }
  | { readonly kind: "text"; readonly at: number; readonly value: string }
  | { readonly kind: "name"; readonly at: number; readonly parts: readonly NamePart[] }
  | {
      readonly kind: "call";
      readonly at: number;
      readonly name: string;
      readonly arguments: readonly Argument[];
      readonly end: number;
    }
  | {
      readonly kind: "arithmetic";
      readonly at: number;
      readonly op: "+" | "-" | "*" | "/";
      readonly left: Node;
      readonly right: Node;
    }
  | { readonly kind: "compare"; readonly at: number; readonly op: Comparison; readonly left: Node; readonly right: Node }
  | { readonly kind: "in"; readonly at: number; readonly left: Node; readonly values: readonly string[] }
  | { readonly kind: "and" | "or"; readonly at: number; readonly of: readonly Node[]; readonly grouped: boolean }
  | { readonly kind: "not"; readonly at: number; readonly of: Node };
export interface Argument {
  readonly label: string | null;
  readonly at: number;
  readonly value: Node;
}
export type Comparison = "=" | "!=" | "<" | "<=" | ">" | ">=";

const POWER: Readonly<Record<string, number>> = {
  or: 1,
  and: 2,
  in: 4,
  "=": 4,
  "!=": 4,
  "<": 4,
  "<=": 4,
  ">": 4,
  ">=": 4,
  "+": 5,
  "-": 5,
  "*": 6,
  "/": 6,
};
const NOT_POWER = 3;
const KEYWORDS: ReadonlySet<string> = new Set(["and", "or", "not", "in"]);

/** A Pratt parser (V. Pratt, Top down operator precedence, 1973). Bounded in length, depth and nodes; throws `Fault`. */
export function treeOf(text: string): Node {
  if (text.length > LONGEST_TEXT)
    throw new Fault(LONGEST_TEXT, `An expression has at most ${LONGEST_TEXT} characters; this one has ${text.length}.`);
  const reader = new Reader(tokensOf(text));
  const node = reader.expression(0, 0);
  reader.expectEnd();
  return node;
}

class Reader {
  readonly #tokens: readonly Token[];
  #next = 0;
  #nodes = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  expression(power: number, depth: number): Node {
    if (depth > DEEPEST) throw new Fault(this.#peek().at, `Nested more than ${DEEPEST} deep; split it up.`);
    let left = this.#first(depth);
    for (;;) {
      const operator = operatorOf(this.#peek());
      const own = operator === null ? undefined : POWER[operator];
      if (operator === null || own === undefined || own <= power) return left;
      left = this.#joined(left, operator, depth);
    }
  }

  expectEnd(): void {
    const token = this.#peek();
    if (token.kind !== "end")
      throw new Fault(token.at, `The expression could end before ${shown(token)}; what follows does not fit.`);
  }

  #joined(left: Node, operator: string, depth: number): Node {
    const { at } = this.#take();
    this.#count(at);
    if (operator === "in") return { kind: "in", at, left, values: this.#texts() };
    const right = this.expression(POWER[operator] ?? 0, depth + 1);
    switch (operator) {
      case "and":
      case "or": {
        const before = left.kind === operator && !left.grouped ? left.of : [left];
        return { kind: operator, at, of: [...before, right], grouped: false };
      }
      case "+":
      case "-":
      case "*":
      case "/":
        return { kind: "arithmetic", at: left.at, op: operator, left, right };
      default:
        return this.#comparison(operator as Comparison, left, right);
    }
  }

  #comparison(op: Comparison, left: Node, right: Node): Node {
    const after = this.#peek();
    if (POWER[operatorOf(after) ?? ""] === POWER["="]) throw new Fault(after.at, "Comparisons do not chain; join two with and.");
    return { kind: "compare", at: left.at, op, left, right };
  }

  #first(depth: number): Node {
    const token = this.#take();
    this.#count(token.at);
    switch (token.kind) {
      case "number":
      case "text":
        return token;
      case "name":
        return this.#named(token, depth);
      case "symbol":
        if (token.symbol === "(") return this.#group(depth);
        if (token.symbol === "-") return this.#negative(token.at);
        break;
      case "end":
        break;
    }
    throw new Fault(token.at, `A field, a number, a text or a function is wanted here, not ${shown(token)}.`);
  }

  #named(token: Token & { kind: "name" }, depth: number): Node {
    const word = keywordOf(token);
    if (word === "not") return { kind: "not", at: token.at, of: this.expression(NOT_POWER - 1, depth + 1) };
    if (word !== null) throw new Fault(token.at, `Before ${word} something is wanted to ${word === "in" ? "look for" : "join"}.`);
    if (!this.#isSymbol("(")) return token;
    const [name, ...more] = token.parts;
    if (name === undefined || more.length > 0) throw new Fault(token.at, "A function's name has no dots.");
    return { kind: "call", at: token.at, name: name.text, ...this.#arguments(depth) };
  }

  #group(depth: number): Node {
    const inner = this.expression(0, depth + 1);
    this.#expect(")");
    return inner.kind === "and" || inner.kind === "or" ? { ...inner, grouped: true } : inner;
  }

  #negative(at: number): Node {
    const token = this.#take();
    if (token.kind !== "number")
      throw new Fault(token.at, "A minus sign stands before a number or between two values; write 0 - x.");
    return { kind: "number", at, value: token.value === 0 ? 0 : -token.value };
  }

  #arguments(depth: number): { readonly arguments: readonly Argument[]; readonly end: number } {
    this.#expect("(");
    const list: Argument[] = [];
    while (!this.#isSymbol(")")) {
      if (list.length > 0) this.#comma();
      const { at } = this.#peek();
      const label = this.#label();
      list.push({ label, at, value: this.expression(0, depth + 1) });
    }
    return { arguments: list, end: this.#take().at };
  }

  #label(): string | null {
    const after = this.#tokens[this.#next + 1];
    if (after?.kind !== "symbol" || after.symbol !== ":") return null;
    const token = this.#take();
    this.#take();
    if (token.kind === "text") return token.value;
    if (token.kind === "name") return token.parts.map((part) => part.text).join(".");
    throw new Fault(token.at, `Before a colon a name is wanted, not ${shown(token)}.`);
  }

  #texts(): readonly string[] {
    this.#expect("(");
    const values: string[] = [];
    while (values.length === 0 || !this.#isSymbol(")")) {
      if (values.length > 0) this.#comma();
      const token = this.#take();
      this.#count(token.at);
      if (token.kind !== "text")
        throw new Fault(token.at, `In the list texts between double quotes are wanted, not ${shown(token)}.`);
      values.push(token.value);
    }
    this.#take();
    return values;
  }

  #count(at: number): void {
    this.#nodes++;
    if (this.#nodes > MOST_NODES) throw new Fault(at, `An expression has at most ${MOST_NODES} parts; split it up.`);
  }

  #peek(): Token {
    return this.#tokens[this.#next] ?? { kind: "end", at: 0 };
  }

  #take(): Token {
    const token = this.#peek();
    if (token.kind !== "end") this.#next++;
    return token;
  }

  #isSymbol(symbol: string): boolean {
    const token = this.#peek();
    return token.kind === "symbol" && token.symbol === symbol;
  }

  #comma(): void {
    if (!this.#isSymbol(",")) throw new Fault(this.#peek().at, `, or ) is wanted here, not ${shown(this.#peek())}.`);
    this.#take();
  }

  #expect(symbol: string): void {
    const token = this.#take();
    if (token.kind !== "symbol" || token.symbol !== symbol)
      throw new Fault(token.at, `${symbol} is wanted here, not ${shown(token)}.`);
  }
}

function keywordOf(token: Token): string | null {
  if (token.kind !== "name" || token.parts.length !== 1) return null;
  const word = token.parts[0]?.text ?? "";
  return KEYWORDS.has(word) ? word : null;
}

const operatorOf = (token: Token): string | null => (token.kind === "symbol" ? token.symbol : keywordOf(token));

function shown(token: Token): string {
  switch (token.kind) {
    case "end":
      return "the end";
    case "symbol":
      return token.symbol;
    case "number":
      return `${token.value}`;
    case "text":
      return JSON.stringify(token.value);
    case "name":
      return token.parts.map((part) => part.text).join(".");
  }
}
