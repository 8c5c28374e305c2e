import { Audience, type Phase, type RoleInIncident, Segment, Severity } from "@firebreak/incident";

/** What the text in the composer means. Nothing here issues a command: the board decides what it opens or sends. */
export type ComposerIntent =
  | { readonly kind: "empty" }
  | { readonly kind: "note"; readonly text: string }
  | { readonly kind: "isolate"; readonly segment: Segment | null; readonly measure: string | null }
  | { readonly kind: "update"; readonly audience: Audience }
  | { readonly kind: "severity"; readonly severity: Severity | null }
  | { readonly kind: "phase"; readonly phase: Phase; readonly reason: string }
  | { readonly kind: "assign"; readonly role: RoleInIncident; readonly name: string }
  | { readonly kind: "question"; readonly text: string }
  | { readonly kind: "hypothesis"; readonly text: string }
  | { readonly kind: "exposure"; readonly text: string }
  | { readonly kind: "cadence"; readonly audience: Audience; readonly minutes: number }
  | { readonly kind: "incomplete"; readonly message: string };

export interface Slash {
  readonly name: string;
  readonly usage: string;
  readonly does: string;
}
const SLASHES: readonly Slash[] = [
  { name: "note", usage: "/note text", does: "Write into the log" },
  { name: "isolate", usage: "/isolate language=de tier=pro", does: "Isolate a segment; shows the blast radius first" },
  { name: "update", usage: "/update executives", does: "Draft an update for an audience" },
  { name: "severity", usage: "/severity SEV2", does: "Re-assess impact and severity" },
  { name: "phase", usage: "/phase recover reason", does: "Move to contain, recover or learn" },
  { name: "assign", usage: "/assign commander name", does: "Give a role to a person" },
  { name: "question", usage: "/question text", does: "Ask the war room a question" },
  { name: "hypothesis", usage: "/hypothesis statement", does: "Add a hypothesis" },
  { name: "exposure", usage: "/exposure what was seen", does: "Flag suspected data exposure to legal and security" },
  { name: "cadence", usage: "/cadence support 15", does: "Set how often an audience hears from you, in minutes" },
];

export const PHASES: readonly Phase[] = ["contain", "recover", "learn"];
export const ROLES: Readonly<Record<string, RoleInIncident>> = {
  commander: "commander",
  "tech-lead": "technicalLead",
  comms: "communicationsLead",
  scribe: "scribe",
};
const AUDIENCES = Audience.options;

const incomplete = (message: string): ComposerIntent => ({ kind: "incomplete", message });

export function readComposer(input: string): ComposerIntent {
  const text = input.trim();
  if (text === "") return { kind: "empty" };
  if (!text.startsWith("/")) return { kind: "note", text };
  const [, name = "", rest = ""] = /^\/(\S*)\s*([\s\S]*)$/.exec(text) ?? [];
  const read = READERS[name];
  return read ? read(rest.trim()) : incomplete(`There is no command /${name}. Type / to see them all.`);
}

const READERS: Readonly<Record<string, (rest: string) => ComposerIntent>> = {
  note: (text) => (text ? { kind: "note", text } : incomplete("Write what the log should say after /note.")),
  isolate: readIsolate,
  update: (word) => {
    const audience = Audience.safeParse(word.toLowerCase());
    return audience.success
      ? { kind: "update", audience: audience.data }
      : incomplete(`Name the audience: /update ${AUDIENCES.join(", ")}.`);
  },
  severity: (word) => {
    if (word === "") return { kind: "severity", severity: null };
    const severity = Severity.safeParse(word.toUpperCase().replace(/^(\d)$/, "SEV$1"));
    return severity.success
      ? { kind: "severity", severity: severity.data }
      : incomplete("A severity is SEV1, SEV2, SEV3 or SEV4.");
  },
  phase: (rest) => {
    const [word, reason] = firstWord(rest);
    const phase = PHASES.find((each) => each === word.toLowerCase());
    if (!phase) return incomplete("Name the phase: /phase contain, recover or learn, then the reason.");
    return reason ? { kind: "phase", phase, reason } : incomplete(`Say why: /phase ${phase} and the reason.`);
  },
  assign: (rest) => {
    const [word, name] = firstWord(rest);
    const role = ROLES[word.toLowerCase()];
    if (!role) return incomplete(`Name the role: /assign ${Object.keys(ROLES).join(", ")}, then the person.`);
    return name ? { kind: "assign", role, name } : incomplete(`Name the person: /assign ${word} name.`);
  },
  question: (text) => (text ? { kind: "question", text } : incomplete("Write the question after /question.")),
  hypothesis: (text) => (text ? { kind: "hypothesis", text } : incomplete("Write the hypothesis after /hypothesis.")),
  exposure: (text) => ({ kind: "exposure", text }),
  cadence: (rest) => {
    const [word, number] = firstWord(rest);
    const audience = Audience.safeParse(word.toLowerCase());
    const minutes = Number(number);
    return audience.success && Number.isInteger(minutes) && minutes >= 5 && minutes <= 1440
      ? { kind: "cadence", audience: audience.data, minutes }
      : incomplete("Say whom and how often: /cadence support 15 (5 to 1440 minutes).");
  },
};

const firstWord = (text: string): readonly [string, string] => {
  const [, word = "", rest = ""] = /^(\S*)\s*([\s\S]*)$/.exec(text) ?? [];
  return [word, rest.trim()];
};

function readIsolate(rest: string): ComposerIntent {
  if (rest === "") return { kind: "isolate", segment: null, measure: null };
  const words = rest.split(/[\s,∧]+/).filter(Boolean);
  const conditions = words.filter((word) => word.includes("=")).map(conditionOf);
  const measure = words.find((word) => !word.includes("=")) ?? null;
  if (conditions.length === 0) return { kind: "isolate", segment: null, measure };
  const segment = Segment.safeParse({ conditions });
  return segment.success
    ? { kind: "isolate", segment: segment.data, measure }
    : incomplete("A segment is dimension=value, at most six of them: /isolate language=de tier=pro.");
}

function conditionOf(word: string): { dimension: string; value: string } {
  const at = word.indexOf("=");
  return { dimension: word.slice(0, at), value: word.slice(at + 1) };
}

export interface Completion {
  /** The whole text the composer holds when this is chosen. */
  readonly text: string;
  readonly label: string;
  readonly hint: string;
}

/** What could come next: the command's name, then its first word. `dimensions` are what the telemetry knows. */
export function completionsFor(
  input: string,
  known: {
    readonly dimensions: readonly { readonly dimension: string; readonly values: readonly string[] }[];
    readonly people: readonly string[];
  },
): readonly Completion[] {
  const match = /^\/(\S*)(\s+)?([\s\S]*)$/.exec(input);
  if (!match) return [];
  const [, name = "", space, rest = ""] = match;
  if (space === undefined) {
    return SLASHES.filter((slash) => slash.name.startsWith(name.toLowerCase())).map((slash) => ({
      text: `/${slash.name} `,
      label: slash.usage,
      hint: slash.does,
    }));
  }
  const words = rest.split(/\s+/);
  const typed = words.at(-1) ?? "";
  const head = input.slice(0, input.length - typed.length);
  return wordsFor(name, words, known)
    .filter((word) => word.toLowerCase().startsWith(typed.toLowerCase()) && word !== typed)
    .slice(0, 8)
    .map((word) => ({ text: `${head}${word} `, label: word, hint: "" }));
}

function wordsFor(name: string, words: readonly string[], known: Parameters<typeof completionsFor>[1]): readonly string[] {
  const first = words.length <= 1;
  switch (name) {
    case "isolate": {
      const used = new Set(words.slice(0, -1).map((word) => conditionOf(word).dimension));
      return known.dimensions
        .filter(({ dimension }) => !used.has(dimension))
        .flatMap(({ dimension, values }) => values.map((value) => `${dimension}=${value}`));
    }
    case "update":
    case "cadence":
      return first ? AUDIENCES : [];
    case "severity":
      return first ? Severity.options : [];
    case "phase":
      return first ? PHASES : [];
    case "assign":
      return first ? Object.keys(ROLES) : words.length === 2 ? known.people : [];
    default:
      return [];
  }
}
