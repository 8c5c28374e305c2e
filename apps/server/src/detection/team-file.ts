import { didYouMean, type SignalDefinition } from "@firebreak/signals";
import { isMap, LineCounter, parseDocument, type YAMLParseError } from "yaml";
import type { z } from "zod";
import type { DeclarationRule } from "../inbox/port.ts";
import type { DefinitionFault } from "./port.ts";
import { definitionFrom } from "./team-definition.ts";
import { createPlaces, type Path, type Places } from "./team-file-places.ts";
import { MOST_RULES, MOST_SIGNALS, TeamRule, TeamSignal } from "./team-file-schema.ts";

export interface TeamFile {
  readonly definitions: readonly SignalDefinition[];
  readonly rules: readonly DeclarationRule[];
  readonly faults: readonly DefinitionFault[];
}
/** The text as a whole is no YAML; `line` is 1-based. */
export interface Unreadable {
  readonly line: number;
  readonly message: string;
}

const SECTIONS = ["signals", "rules"];
const MOST_FAULTS = 200;
/** A file that grows when its aliases are followed is refused. */
const MOST_ALIASES = 100;

/** What a team's file says. Each definition stands or falls by itself; what is refused is told with its line. */
export function readTeamFile(text: string, file: string): TeamFile | Unreadable {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const [error] = document.errors;
  if (error) return { line: lines.linePos(error.pos[0]).line, message: `This is no YAML: ${error.message}.${hintFor(error)}` };
  let content: unknown;
  try {
    content = document.toJS({ maxAliasCount: MOST_ALIASES });
  } catch (cause) {
    return { line: 1, message: `This cannot be read: ${cause instanceof Error ? cause.message : "an alias leads nowhere"}.` };
  }
  if (content === null || content === undefined) return { definitions: [], rules: [], faults: [] };
  if (!isMap(document.contents)) return { line: 1, message: "The file holds two lists, signals: and rules:." };
  return new Reading(content as Record<string, unknown>, createPlaces(document, lines, text), file).read();
}

/** What one runs into first: an expression has colons of its own. */
const hintFor = ({ code }: YAMLParseError): string =>
  code === "BLOCK_AS_IMPLICIT_KEY" ? " A text with a colon, such as an expression with of:, stands between single quotes." : "";

class Reading {
  readonly #content: Readonly<Record<string, unknown>>;
  readonly #places: Places;
  readonly #file: string;
  readonly #faults: DefinitionFault[] = [];

  constructor(content: Readonly<Record<string, unknown>>, places: Places, file: string) {
    this.#content = content;
    this.#places = places;
    this.#file = file;
  }

  read(): TeamFile {
    for (const key of Object.keys(this.#content)) {
      if (!SECTIONS.includes(key))
        this.#refuse([key], `${key}: is no section; there are signals: and rules:${didYouMean(key, SECTIONS) || "."}`);
    }
    const definitions = this.#items("signals", MOST_SIGNALS).flatMap((item, n) => this.#signal(item, n));
    const rules = this.#items("rules", MOST_RULES).flatMap((item, n) => this.#rule(item, n));
    return {
      definitions: this.#once("signals", definitions, ({ id }) => id),
      rules: this.#once("rules", rules, ({ name }) => name),
      faults: this.#faults.toSorted((a, b) => a.line - b.line).slice(0, MOST_FAULTS),
    };
  }

  #items(section: string, most: number): readonly unknown[] {
    const list = this.#content[section];
    if (list === null || list === undefined) return [];
    if (!Array.isArray(list)) {
      this.#refuse([section], `${section}: is a list; begin each with a dash.`);
      return [];
    }
    if (list.length > most)
      this.#refuse([section, most], `At most ${most} ${section}; this one and those after it are left out.`);
    return list.slice(0, most);
  }

  #signal(item: unknown, n: number): readonly Placed<SignalDefinition>[] {
    const path = ["signals", n];
    const name = nameOf(item, "id");
    const parsed = this.#parsed(TeamSignal, item, { path, name });
    if (parsed === null) return [];
    const definition = definitionFrom(parsed);
    if (!isMisfits(definition)) return [{ value: definition, path }];
    for (const misfit of definition) this.#refuseAt([...path, ...misfit.path], misfit, name);
    return [];
  }

  #rule(item: unknown, n: number): readonly Placed<DeclarationRule>[] {
    const path = ["rules", n];
    const parsed = this.#parsed(TeamRule, item, { path, name: null });
    return parsed === null ? [] : [{ value: parsed, path }];
  }

  #parsed<T>(
    schema: z.ZodType<T>,
    item: unknown,
    { path, name }: { readonly path: Path; readonly name: string | null },
  ): T | null {
    const parsed = schema.safeParse(item);
    if (parsed.success) return parsed.data;
    for (const issue of parsed.error.issues) this.#tell(issue, { item, path, name });
    return null;
  }

  #tell(issue: z.core.$ZodIssue, at: { readonly item: unknown; readonly path: Path; readonly name: string | null }): void {
    const inside = issue.path.filter((key) => typeof key !== "symbol");
    const path = [...at.path, ...inside];
    if (issue.code === "unrecognized_keys") {
      for (const key of issue.keys)
        this.#refuse([...path, key], `${key}: is not known here${didYouMean(key, KEYS) || "."}`, at.name);
    } else if (inside.length === 0)
      this.#refuse(path, "Each one is written as keys and values, such as id: review-share.", at.name);
    else if (valueAt(at.item, inside) === undefined) this.#refuse(path, `${inside.join(".")}: is missing.`, at.name);
    else this.#refuse(path, `${inside.join(".")}: ${issue.message}.`, at.name);
  }

  /** The first of each name; a second one is refused. */
  #once<T>(section: string, placed: readonly Placed<T>[], name: (one: T) => string): readonly T[] {
    const seen = new Map<string, number>();
    return placed.flatMap(({ value, path }) => {
      const first = seen.get(name(value));
      if (first === undefined) {
        seen.set(name(value), this.#places.of(path).line);
        return [value];
      }
      const called = section === "signals" ? name(value) : null;
      this.#refuse(path, `${name(value)} is there already, on line ${first}.`, called);
      return [];
    });
  }

  #refuse(path: Path, message: string, signal: string | null = null): void {
    this.#faults.push({ file: this.#file, line: this.#places.of(path).line, signal, message });
  }

  #refuseAt(path: Path, { at, message }: { readonly at: number | null; readonly message: string }, signal: string | null): void {
    const place = at === null ? null : this.#places.within(path, at);
    if (place === null) this.#refuse(path, at === null ? message : `character ${at + 1} of ${path.at(-1)}: ${message}`, signal);
    else this.#faults.push({ file: this.#file, line: place.line, signal, message: `column ${place.column}: ${message}` });
  }
}

interface Placed<T> {
  readonly value: T;
  readonly path: Path;
}

const KEYS = [
  ...Object.keys(TeamSignal.shape),
  ...Object.keys(TeamRule.shape),
  ...Object.keys(TeamRule.shape.when.shape),
  ..."target days good customerHarm financialLoss regulatoryExposure systemDegradation".split(" "),
];

const isMisfits = <T>(found: SignalDefinition | readonly T[]): found is readonly T[] => Array.isArray(found);

function nameOf(item: unknown, key: string): string | null {
  const name = valueAt(item, [key]);
  return typeof name === "string" ? name.slice(0, 120) : null;
}

function valueAt(item: unknown, path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (typeof value === "object" && value !== null ? (value as Record<string | number, unknown>)[key] : undefined),
    item,
  );
}
