import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import type { EvaluationContext, JsonValue, Provider, ResolutionDetails } from "@openfeature/server-sdk";

/** Bounds the memory; the assistant has 324 segments. */
const MAX_KEPT = 1_000;

export interface LastValueOptions {
  /**
   * The dimensions of the context that a flag may target; evaluations that agree in them share one last value. The last one is the finest: a segment
   * that was never asked about takes the value of one that agrees in all the others.
   */
  readonly dimensions: readonly string[];
  /** After a failure the flag service is left alone for this long, so that an outage costs no answer its time. */
  readonly pauseMs: number;
  /** Keeps the values over a restart of this process: one that starts while the flag service is away still obeys. */
  readonly file?: string;
  readonly now?: () => number;
}

/**
 * Fails safe: while the flag service does not answer, the last value that it gave for the same segment stays in force, with the reason STALE.
 * Only a segment that never got a value, nor one beside it, sees the error, and with it the caller's default.
 */
export class LastValueProvider implements Provider {
  readonly metadata = { name: "last value" } as const;
  readonly runsOn = "server";
  readonly #inner: Provider;
  readonly #options: LastValueOptions;
  readonly #now: () => number;
  readonly #kept = new Map<string, ResolutionDetails<string>>();
  #askAgainAt = 0;

  constructor(inner: Provider, options: LastValueOptions) {
    this.#inner = inner;
    this.#options = options;
    this.#now = options.now ?? Date.now;
    for (const [key, details] of readKept(options.file)) this.#kept.set(key, details);
  }

  async resolveStringEvaluation(flagKey: string, fallback: string, context: EvaluationContext, ...rest: unknown[]) {
    const segment = [flagKey, ...this.#options.dimensions.map((dimension) => context[dimension] ?? null)];
    const key = JSON.stringify(segment);
    const last = this.#kept.get(key) ?? this.#beside(segment);
    if (last !== undefined && this.#now() < this.#askAgainAt) return stale(last);
    try {
      const logger = rest[0] as Parameters<Provider["resolveStringEvaluation"]>[3];
      const details = await this.#inner.resolveStringEvaluation(flagKey, fallback, context, logger);
      this.#keep(key, details);
      this.#askAgainAt = 0;
      return details;
    } catch (error) {
      this.#askAgainAt = this.#now() + this.#options.pauseMs;
      if (last === undefined) throw error;
      return stale(last);
    }
  }

  /** Of a segment that differs in the finest dimension only, where others are left to agree in. */
  #beside(segment: readonly unknown[]): ResolutionDetails<string> | undefined {
    if (segment.length < 3) return undefined;
    const start = JSON.stringify(segment.slice(0, -1)).slice(0, -1);
    return [...this.#kept].find(([key]) => key.startsWith(start))?.[1];
  }

  #keep(key: string, details: ResolutionDetails<string>): void {
    if (!this.#kept.has(key) && this.#kept.size >= MAX_KEPT) {
      const [oldest] = this.#kept.keys();
      if (oldest !== undefined) this.#kept.delete(oldest);
    }
    const before = this.#kept.get(key);
    this.#kept.set(key, details);
    if (before?.value !== details.value || before.flagMetadata?.version !== details.flagMetadata?.version) this.#write();
  }

  #write(): void {
    const { file } = this.#options;
    if (file === undefined) return;
    try {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(`${file}.new`, JSON.stringify([...this.#kept]));
      renameSync(`${file}.new`, file);
    } catch (error) {
      // A full disk must not stop answers: the values in memory still count.
      process.stderr.write(`the last flag values could not be kept in ${file}: ${String(error)}\n`);
    }
  }

  resolveBooleanEvaluation(): Promise<ResolutionDetails<boolean>> {
    return notOffered();
  }
  resolveNumberEvaluation(): Promise<ResolutionDetails<number>> {
    return notOffered();
  }
  resolveObjectEvaluation<T extends JsonValue>(): Promise<ResolutionDetails<T>> {
    return notOffered();
  }
}

function readKept(file: string | undefined): [string, ResolutionDetails<string>][] {
  if (file === undefined) return [];
  try {
    const read: unknown = JSON.parse(readFileSync(file, "utf8"));
    return Array.isArray(read)
      ? read.filter((entry) => typeof entry?.[0] === "string" && typeof entry?.[1]?.value === "string")
      : [];
  } catch {
    // The first start, or a file that was cut off: nothing is known, as without one.
    return [];
  }
}
function stale(details: ResolutionDetails<string>): ResolutionDetails<string> {
  return { ...details, reason: "STALE" };
}
function notOffered(): Promise<never> {
  return Promise.reject(new Error("The assistant's flags are strings."));
}
