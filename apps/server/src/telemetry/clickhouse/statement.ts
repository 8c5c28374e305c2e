import type { ParameterValue, QueryParameters } from "./engine.ts";

type ParameterType = "String" | "Float64" | "Int64" | "Array(String)" | "Array(Float64)" | "Array(Int64)";

/**
 * A statement in the making. Text and numbers from outside enter it as parameters only: `bind` answers the placeholder. It also
 * remembers what its expressions need besides the records, so that nothing is joined that nobody asked for.
 */
export class Statement {
  readonly #parameters: Record<string, ParameterValue> = {};
  readonly #placeholders = new Map<string, string>();
  readonly #evaluations = new Map<string, number>();
  #truth = false;

  bind(type: ParameterType, value: ParameterValue): string {
    if (typeof value === "number" && !Number.isFinite(value)) throw new RangeError(`${value} is no number to compare with.`);
    const key = `${type} ${JSON.stringify(value)}`;
    const known = this.#placeholders.get(key);
    if (known !== undefined) return known;
    const name = `p${this.#placeholders.size}`;
    this.#parameters[name] = type === "Float64" || type === "Array(Float64)" ? written(value) : value;
    const placeholder = `{${name}:${type}}`;
    this.#placeholders.set(key, placeholder);
    return placeholder;
  }

  /** The number under which the evaluation of this name is joined: columns `label<n>` and `score<n>`. */
  evaluation(name: string): number {
    const known = this.#evaluations.get(name);
    if (known !== undefined) return known;
    this.#evaluations.set(name, this.#evaluations.size);
    return this.#evaluations.size - 1;
  }

  /** Joins what really happened: columns `truth` and `truth_at`. */
  needTruth(): void {
    this.#truth = true;
  }

  get evaluations(): readonly string[] {
    return [...this.#evaluations.keys()];
  }
  get truth(): boolean {
    return this.#truth;
  }
  /** Equal for statements that are over the same rows. */
  get joins(): string {
    return `${this.#evaluations.size > 0 ? "evaluations" : ""} ${this.#truth ? "truth" : ""}`;
  }
  get parameters(): QueryParameters {
    return this.#parameters;
  }
}

/** As text: the client would take a large whole number for an integer that lost its last digits. */
const written = (value: ParameterValue): string =>
  typeof value === "number" ? String(value) : `[${(value as readonly number[]).map(String).join(",")}]`;
