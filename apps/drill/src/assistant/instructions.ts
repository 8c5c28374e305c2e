/** What a system text asks of the model, read from its words alone: the model knows no version and no scenario. */
export interface Instructions {
  readonly grounding: "strict" | "preferred" | "none";
  readonly cites: boolean;
  readonly admitsNotKnowing: boolean;
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

export function readInstructions(systemText: string): Instructions {
  const says = (patterns: readonly RegExp[]) => patterns.some((pattern) => pattern.test(systemText));
  return {
    grounding: says(STRICT) ? "strict" : says(PREFERRED) ? "preferred" : "none",
    cites: says(CITES),
    admitsNotKnowing: says(ADMITS),
  };
}
