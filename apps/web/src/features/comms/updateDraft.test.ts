import type { UpdateContent } from "@firebreak/incident";
import { describe, expect, it } from "vitest";
import { cleaned, type DraftShelf, dropDraft, faultsOf, keepDraft, readDraft, withText } from "./updateDraft.ts";

const template = { whatHappened: "a", customerImpact: "b", mitigation: "c", status: "d" };
const support: UpdateContent = {
  audience: "support",
  ...template,
  talkingPoints: [{ when: "asked", say: "we know" }],
  doNotSay: ["fixed", " "],
  whoIsAffected: "German pro customers",
  workaround: "",
  escalateWhen: [],
};
const shelf = (): DraftShelf & { readonly held: Map<string, string> } => {
  const held = new Map<string, string>();
  return {
    held,
    getItem: (key) => held.get(key) ?? null,
    setItem: (key, value) => void held.set(key, value),
    removeItem: (key) => void held.delete(key),
  };
};

describe("a draft", () => {
  it("is kept per incident and audience, half-written too, until it is dropped", () => {
    const room = shelf();
    const half = withText(support, "whatHappened", "");
    keepDraft(room, "INC-7", half);
    expect([readDraft(room, "INC-7", "support"), readDraft(room, "INC-8", "support"), readDraft(room, "INC-7", "legal")]).toEqual(
      [half, null, null],
    );
    dropDraft(room, "INC-7", "support");
    expect(readDraft(room, "INC-7", "support")).toBeNull();
  });

  it("of another form, or damaged, is left out", () => {
    const room = shelf();
    room.held.set("firebreak.draft.INC-7.support", JSON.stringify({ audience: "support", text: "old" }));
    room.held.set("firebreak.draft.INC-7.legal", "{");
    expect([readDraft(room, "INC-7", "support"), readDraft(room, "INC-7", "legal")]).toEqual([null, null]);
  });

  it("drops empty lines and says what is missing by the form's labels", () => {
    expect(cleaned(support)).toEqual({ ...support, doNotSay: ["fixed"] });
    expect(faultsOf(support)).toEqual([]);
    expect(faultsOf({ ...support, status: " ", talkingPoints: [{ when: "", say: "" }] })).toEqual([
      "Status: is still empty",
      "Talking points: is still empty",
    ]);
  });
});
