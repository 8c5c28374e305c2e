import { type Audience, UpdateContent } from "@firebreak/incident";

/** The part of `Storage` that drafts need; a browser without storage only loses the convenience. */
export interface DraftShelf {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}
const keyOf = (incidentId: string, audience: Audience): string => `firebreak.draft.${incidentId}.${audience}`;

/** What was typed for this audience and not sent yet. Something stored by another version of the form is left out. */
export function readDraft(shelf: DraftShelf, incidentId: string, audience: Audience): UpdateContent | null {
  try {
    const stored: unknown = JSON.parse(shelf.getItem(keyOf(incidentId, audience)) ?? "null");
    return hasShapeOf(stored, audience) ? stored : null;
  } catch {
    return null;
  }
}
export function keepDraft(shelf: DraftShelf, incidentId: string, content: UpdateContent): void {
  try {
    shelf.setItem(keyOf(incidentId, content.audience), JSON.stringify(content));
  } catch {
    // Full or forbidden storage: the draft lives on in the open form.
  }
}
export function dropDraft(shelf: DraftShelf, incidentId: string, audience: Audience): void {
  try {
    shelf.removeItem(keyOf(incidentId, audience));
  } catch {
    // As above.
  }
}

/** Half-written drafts are not valid content yet: only the fields' types are checked, empty texts are fine. */
function hasShapeOf(value: unknown, audience: Audience): value is UpdateContent {
  if (typeof value !== "object" || value === null || !("audience" in value) || value.audience !== audience) return false;
  const filled = fillBlanks(value as UpdateContent);
  return UpdateContent.safeParse(filled).success;
}
function fillBlanks(content: UpdateContent): unknown {
  return JSON.parse(JSON.stringify(content), (_key, value: unknown) =>
    typeof value === "string" && value.trim() === "" ? "–" : value,
  );
}

/** Lines and talking points left empty are not part of what is sent. */
export function cleaned(content: UpdateContent): UpdateContent {
  const lines = (all: readonly string[]) => all.map((line) => line.trim()).filter((line) => line !== "");
  switch (content.audience) {
    case "executives": {
      const figure = content.impactFigure;
      return { ...content, impactFigure: figure && figure.value.trim() !== "" ? figure : null };
    }
    case "support":
      return {
        ...content,
        talkingPoints: content.talkingPoints.filter((point) => point.when.trim() !== "" || point.say.trim() !== ""),
        doNotSay: lines(content.doNotSay),
        escalateWhen: lines(content.escalateWhen),
      };
    case "engineering":
    case "customers":
    case "legal":
      return content;
  }
}

const LABELS: Readonly<Record<string, string>> = {
  whatHappened: "What happened",
  customerImpact: "Customer impact",
  mitigation: "Mitigation",
  status: "Status",
  risk: "Risk",
  impactFigure: "Impact figure",
  expected: "Expected",
  talkingPoints: "Talking points",
  doNotSay: "Do not say",
  whoIsAffected: "Who is affected",
  workaround: "Workaround",
  escalateWhen: "Escalate when",
  nextStep: "Next step for the customer",
};
export const labelOf = (field: string): string => LABELS[field] ?? field;

/** What has to be filled in before it can be sent, by the form's own labels. */
export function faultsOf(content: UpdateContent): readonly string[] {
  const parsed = UpdateContent.safeParse(cleaned(content));
  if (parsed.success) return [];
  return [...new Set(parsed.error.issues.map((issue) => `${labelOf(String(issue.path[0]))}: ${faultText(issue)}`))];
}

function faultText(issue: { readonly code: string; readonly message: string }): string {
  if (issue.code === "too_small") return "is still empty";
  return issue.code === "too_big" ? "is too long" : issue.message;
}

/** Texts in the order of the form; the audience's special fields follow in a part of their own. */
export type TextField =
  | "whatHappened"
  | "customerImpact"
  | "mitigation"
  | "status"
  | "risk"
  | "whoIsAffected"
  | "workaround"
  | "nextStep";
const TEMPLATE: readonly TextField[] = ["whatHappened", "customerImpact", "mitigation", "status"];
export const TEXT_FIELDS: Readonly<Record<Audience, readonly TextField[]>> = {
  executives: [...TEMPLATE, "risk"],
  support: [...TEMPLATE, "whoIsAffected", "workaround"],
  engineering: TEMPLATE,
  customers: [...TEMPLATE, "nextStep"],
  legal: TEMPLATE,
};

export function textOf(content: UpdateContent, field: TextField): string {
  const value = (content as Partial<Record<TextField, unknown>>)[field];
  return typeof value === "string" ? value : "";
}
export function withText(content: UpdateContent, field: TextField, text: string): UpdateContent {
  return field in content ? { ...content, [field]: text } : content;
}
