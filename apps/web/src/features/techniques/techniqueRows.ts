import type { Proof, Technique } from "@firebreak/incident";

/** What the runbook knows of a technique. */
export interface TechniqueSheet {
  readonly techniqueId: string;
  readonly framework: Technique["framework"];
  readonly title: string;
  readonly meaning: string;
  readonly mitigations: readonly { readonly id: string; readonly title: string }[];
}
export interface TechniqueSuggestion {
  readonly techniqueId: string;
  readonly reason: string;
  readonly proofs: readonly Proof[];
}
export interface SuggestedTechnique extends TechniqueSuggestion {
  readonly sheet: TechniqueSheet;
}

/** Those that are known and not tagged yet, in the machine's order, each once. */
export function openSuggestions(
  suggestions: readonly TechniqueSuggestion[],
  tagged: readonly Technique[],
  sheets: ReadonlyMap<string, TechniqueSheet>,
): readonly SuggestedTechnique[] {
  const seen = new Set(tagged.map(({ techniqueId }) => techniqueId));
  return suggestions.flatMap((suggestion) => {
    const sheet = sheets.get(suggestion.techniqueId);
    if (!sheet || seen.has(suggestion.techniqueId)) return [];
    seen.add(suggestion.techniqueId);
    return [{ ...suggestion, sheet }];
  });
}

/** Mitigations of all that is tagged, each once, with the techniques it answers. */
export function mitigationRows(
  tagged: readonly Technique[],
  sheets: ReadonlyMap<string, TechniqueSheet>,
): readonly { readonly id: string; readonly title: string; readonly answers: readonly string[] }[] {
  const rows = new Map<string, { readonly id: string; readonly title: string; readonly answers: readonly string[] }>();
  for (const { techniqueId } of tagged)
    for (const { id, title } of sheets.get(techniqueId)?.mitigations ?? [])
      rows.set(id, { id, title, answers: [...(rows.get(id)?.answers ?? []), techniqueId] });
  return [...rows.values()].toSorted((a, b) => b.answers.length - a.answers.length);
}

/** Where the framework itself describes it. */
export const pageOf = ({ framework, techniqueId }: Pick<Technique, "framework" | "techniqueId">): string =>
  framework === "ATLAS" ? `https://atlas.mitre.org/techniques/${techniqueId}` : "https://genai.owasp.org/llm-top-10/";
