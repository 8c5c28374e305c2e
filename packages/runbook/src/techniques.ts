import type { Framework, Layer, Measure } from "@firebreak/incident";

/** Why a technique is looked at: something of each of these must be seen. */
export interface TechniqueSigns {
  /** A layer in which something is suspicious; empty: whichever. */
  readonly layers: readonly Layer[];
  /** Only where a change that fits the impact lives in that layer. */
  readonly changed: boolean;
  /** A signal that is outside its envelope, `*` for any letters; empty: whichever. */
  readonly signals: readonly string[];
  /** Not while one of these layers is suspicious by a change: then it is the other technique. */
  readonly unless: readonly Layer[];
  /** An adversary's doing: looked at in security incidents only. */
  readonly attack: boolean;
}
/** One entry of a security vocabulary. */
export interface TechniqueEntry {
  readonly framework: Framework;
  readonly techniqueId: string;
  /** As the framework calls it. */
  readonly title: string;
  readonly meaning: string;
  /** null: no telemetry tells it; a person who read the requests does. */
  readonly signs: TechniqueSigns | null;
  readonly mitigations: readonly string[];
}
export interface Mitigation {
  readonly mitigationId: string;
  readonly title: string;
  readonly meaning: string;
  /** The containments that bring it about at once. */
  readonly measures: readonly Measure[];
}

export const MITIGATIONS: readonly Mitigation[] = [
  {
    mitigationId: "AML.M0004",
    title: "Restrict Number of AI Model Queries",
    meaning: "Each caller may ask so often and no more.",
    measures: [],
  },
  {
    mitigationId: "AML.M0028",
    title: "AI Agent Tools Permissions Configuration",
    meaning: "The model may call the tools of its task, with the rights of the person it works for.",
    measures: ["tools-off"],
  },
  {
    mitigationId: "AML.M0029",
    title: "Human In-the-Loop for AI Agent Actions",
    meaning: "A person agrees before the model changes or sends something.",
    measures: ["human-handoff"],
  },
  {
    mitigationId: "AML.M0030",
    title: "Restrict AI Agent Tool Invocation on Untrusted Data",
    meaning: "While text from outside is in the conversation, tools that change or send something stay off.",
    measures: ["tools-off", "retrieval-only"],
  },
];

const TOOL_SIGNALS = ["tool-denial-rate", "tool-calls"];
const ABUSE_SIGNALS = ["tool-denial-rate", "policy-violation-rate", "tool-calls"];
const TOOL_MITIGATIONS = ["AML.M0028", "AML.M0029", "AML.M0030"];
const signs = (of: Partial<TechniqueSigns>): TechniqueSigns => ({
  layers: [],
  changed: false,
  signals: [],
  unless: [],
  attack: true,
  ...of,
});

/** MITRE ATLAS 5.6, the techniques against services that answer and act; the most specific first. */
const ATLAS: readonly Omit<TechniqueEntry, "framework">[] = [
  {
    techniqueId: "AML.T0051.001",
    title: "LLM Prompt Injection: Indirect",
    meaning: "Instructions come in by what the model reads (a document, a page, a tool's answer), not by who asks.",
    signs: signs({ layers: ["retrieval-content"], changed: true, signals: ABUSE_SIGNALS }),
    mitigations: ["AML.M0028", "AML.M0030"],
  },
  {
    techniqueId: "AML.T0070",
    title: "RAG Poisoning",
    meaning: "Content was placed where the index reads it, so that it is retrieved and believed.",
    signs: signs({ layers: ["retrieval-content"], changed: true, signals: ABUSE_SIGNALS }),
    mitigations: ["AML.M0030"],
  },
  {
    techniqueId: "AML.T0053",
    title: "AI Agent Tool Invocation",
    meaning: "An adversary makes the model call a tool that it may use.",
    signs: signs({ signals: TOOL_SIGNALS }),
    mitigations: TOOL_MITIGATIONS,
  },
  {
    techniqueId: "AML.T0086",
    title: "Exfiltration via AI Agent Tool Invocation",
    meaning: "A tool that writes or sends carries data out, inside the arguments of its call.",
    signs: signs({ layers: ["tool-permissions"], signals: ["policy-violation-rate"] }),
    mitigations: TOOL_MITIGATIONS,
  },
  {
    techniqueId: "AML.T0051.000",
    title: "LLM Prompt Injection: Direct",
    meaning: "Who asks gives the model instructions that its owner did not want.",
    signs: signs({ signals: ["policy-violation-rate", "tool-denial-rate"], unless: ["retrieval-content"] }),
    mitigations: ["AML.M0004", "AML.M0028"],
  },
  {
    techniqueId: "AML.T0110",
    title: "AI Agent Tool Poisoning",
    meaning: "A tool, its description or what it returns was changed so that the model acts for somebody else.",
    signs: signs({ layers: ["tool-permissions"], changed: true, signals: TOOL_SIGNALS }),
    mitigations: ["AML.M0028", "AML.M0030"],
  },
  {
    techniqueId: "AML.T0051.002",
    title: "LLM Prompt Injection: Triggered",
    meaning: "Instructions wait in what the model has read until somebody does or asks a certain thing.",
    signs: null,
    mitigations: ["AML.M0030"],
  },
  {
    techniqueId: "AML.T0080",
    title: "AI Agent Context Poisoning",
    meaning: "The model's memory or conversation was changed, so that later answers follow the adversary.",
    signs: null,
    mitigations: ["AML.M0029"],
  },
  {
    techniqueId: "AML.T0101",
    title: "Data Destruction via AI Agent Tool Invocation",
    meaning: "A tool that the model may call deletes or overwrites data.",
    signs: null,
    mitigations: TOOL_MITIGATIONS,
  },
];

/** OWASP Top 10 for LLM Applications, edition 2025. Later editions number anew: an id here is of 2025. */
const OWASP: readonly Omit<TechniqueEntry, "framework">[] = [
  {
    techniqueId: "LLM01",
    title: "Prompt Injection",
    meaning: "What is asked or read changes what the model does, against its owner's will.",
    signs: signs({ signals: ["tool-denial-rate", "policy-violation-rate"] }),
    mitigations: ["AML.M0028", "AML.M0030"],
  },
  {
    techniqueId: "LLM02",
    title: "Sensitive Information Disclosure",
    meaning: "Personal, secret or business data gets into answers or calls.",
    signs: null,
    mitigations: ["AML.M0028"],
  },
  {
    techniqueId: "LLM03",
    title: "Supply Chain",
    meaning: "A model, library, data set or tool of somebody else brought the weakness in.",
    signs: null,
    mitigations: [],
  },
  {
    techniqueId: "LLM04",
    title: "Data and Model Poisoning",
    meaning: "Training, tuning or embedded data was changed to bend the model.",
    signs: signs({ layers: ["fine-tuning-data"], changed: true, signals: ABUSE_SIGNALS }),
    mitigations: [],
  },
  {
    techniqueId: "LLM05",
    title: "Improper Output Handling",
    meaning: "What the model wrote is used by other software without being checked.",
    signs: signs({ signals: ["malformed-rate"], attack: false }),
    mitigations: [],
  },
  {
    techniqueId: "LLM06",
    title: "Excessive Agency",
    meaning: "The model may do more, with wider rights or with less oversight, than its task needs.",
    signs: signs({ signals: TOOL_SIGNALS }),
    mitigations: TOOL_MITIGATIONS,
  },
  {
    techniqueId: "LLM07",
    title: "System Prompt Leakage",
    meaning: "The system prompt, and secrets or rules in it, come out.",
    signs: null,
    mitigations: [],
  },
  {
    techniqueId: "LLM08",
    title: "Vector and Embedding Weaknesses",
    meaning: "What is embedded or retrieved was planted, leaks to others, or leads the model astray.",
    signs: signs({ layers: ["retrieval-content"], changed: true, signals: ABUSE_SIGNALS }),
    mitigations: ["AML.M0030"],
  },
  {
    techniqueId: "LLM09",
    title: "Misinformation",
    meaning: "Answers are false or invented, and are believed.",
    signs: signs({ signals: ["ungrounded-rate"], attack: false }),
    mitigations: ["AML.M0029"],
  },
  {
    techniqueId: "LLM10",
    title: "Unbounded Consumption",
    meaning: "Requests use so much that cost or service suffers, or that the model can be copied.",
    signs: signs({ signals: ["cost-per-request", "output-tokens", "input-tokens", "request-rate"] }),
    mitigations: ["AML.M0004"],
  },
];

export const TECHNIQUES: readonly TechniqueEntry[] = [
  ...ATLAS.map((one) => ({ framework: "ATLAS" as const, ...one })),
  ...OWASP.map((one) => ({ framework: "OWASP-LLM" as const, ...one })),
];

/** Undefined for an id that the vocabulary here does not hold, e.g. one that a newer log was tagged with. */
export function techniqueEntry(techniqueId: string): TechniqueEntry | undefined {
  return TECHNIQUES.find((one) => one.techniqueId === techniqueId);
}
