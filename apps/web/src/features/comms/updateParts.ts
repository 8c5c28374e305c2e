import type { UpdateContent } from "@firebreak/incident";
import { labelOf, TEXT_FIELDS, textOf } from "./updateDraft.ts";

/** A part of an update as it is read: label and lines. */
export interface UpdatePart {
  readonly label: string;
  readonly text: string;
}
export interface ChangedPart extends UpdatePart {
  /** What stood there in the version before; null where the part is new. */
  readonly before: string | null;
}

/** In the order of the form; empty parts are left out. */
export function partsOf(content: UpdateContent): readonly UpdatePart[] {
  const texts = TEXT_FIELDS[content.audience].map((field) => ({ label: labelOf(field), text: textOf(content, field) }));
  return [...texts, ...specialParts(content)].filter((part) => part.text.trim() !== "");
}

function specialParts(content: UpdateContent): readonly UpdatePart[] {
  switch (content.audience) {
    case "executives": {
      const { impactFigure, expected } = content;
      return [
        { label: labelOf("impactFigure"), text: impactFigure ? `${impactFigure.value} ${impactFigure.of}` : "" },
        {
          label: labelOf("expected"),
          text: expected
            ? `${expected.at.slice(0, 16).replace("T", " ")} UTC, confidence ${expected.confidence}: ${expected.basis}`
            : "",
        },
      ];
    }
    case "support":
      return [
        {
          label: labelOf("talkingPoints"),
          text: content.talkingPoints.map(({ when, say }) => `${when}: “${say}”`).join("\n"),
        },
        { label: labelOf("doNotSay"), text: content.doNotSay.join("\n") },
        { label: labelOf("escalateWhen"), text: content.escalateWhen.join("\n") },
      ];
    case "engineering":
    case "customers":
    case "legal":
      return [];
  }
}

/** What a version says differently from the one before it; a part that was taken out has an empty text. */
export function changesBetween(content: UpdateContent, before: UpdateContent): readonly ChangedPart[] {
  const old = new Map(partsOf(before).map(({ label, text }) => [label, text]));
  const now = partsOf(content);
  const changed = now.flatMap(({ label, text }) =>
    old.get(label) === text ? [] : [{ label, text, before: old.get(label) ?? null }],
  );
  const gone = [...old].filter(([label]) => !now.some((part) => part.label === label));
  return [...changed, ...gone.map(([label, text]) => ({ label, text: "", before: text }))];
}
