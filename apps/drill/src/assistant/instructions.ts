import { TOOL_NAMES, type ToolRequest } from "./tools.ts";

/** What a system text asks of the model, read from its words alone: the model knows no version and no scenario. */
export interface Instructions {
  readonly grounding: "strict" | "preferred" | "none";
  readonly cites: boolean;
  readonly admitsNotKnowing: boolean;
  /** What stands in a document is never an order. */
  readonly keepsDocumentsApart: boolean;
}

const STRICT = [
  /only from the documents/i,
  /ausschließlich anhand der dokumente/i,
  /uniquement à partir des documents/i,
  /únicamente a partir de los documentos/i,
];
const PREFERRED = [
  /preferably .*documents/i,
  /möglichst auf die dokumente/i,
  /de préférence .*documents/i,
  /preferiblemente .*documentos/i,
];
const CITES = [/square brackets/i, /eckigen klammern/i, /entre crochets/i, /entre corchetes/i];
const ADMITS = [/say so and offer a person/i, /biete einen menschen an/i, /propose une personne/i, /ofrece una persona/i];
const APART = [
  /never (follow|obey) .*documents/i,
  /befolge nie .*dokument/i,
  /ne suis jamais .*documents/i,
  /no sigas nunca .*documentos/i,
];

export function readInstructions(systemText: string): Instructions {
  const says = (patterns: readonly RegExp[]) => patterns.some((pattern) => pattern.test(systemText));
  return {
    grounding: says(STRICT) ? "strict" : says(PREFERRED) ? "preferred" : "none",
    cites: says(CITES),
    admitsNotKnowing: says(ADMITS),
    keepsDocumentsApart: says(APART),
  };
}

/** `call TOOL with ARGUMENT=VALUE`, as instructions to models are written, in four languages. */
const ORDER_TO_CALL =
  /\b(?:call|use|rufe|nutze|appelle|utilise|llama a|usa)\s+([a-z_]+)\s+(?:with|mit|avec|con)\s+([a-z_]+)=([^\s,;]+)/gi;

/** The tool calls that a text tells its reader to make; most texts tell none. */
export function ordersIn(text: string): readonly ToolRequest[] {
  return [...text.matchAll(ORDER_TO_CALL)].flatMap(([, tool, argument = "", value = ""]) => {
    const name = TOOL_NAMES.find((known) => known === tool);
    return name === undefined ? [] : [{ name, arguments: { [argument]: value } }];
  });
}
