import { type Of, plain, proofs, strong, type Told } from "./log-parts.ts";

/** What was found in the diagnosis: requests that show it, and what the field calls it. */
export function tellFinding(event: Of<"RecordPinned" | "RecordUnpinned" | "TechniqueTagged" | "TechniqueUntagged">): Told {
  switch (event.type) {
    case "RecordPinned": {
      const { requestId } = event.record;
      return {
        kind: "note",
        parts: [plain("pinned a request")],
        body: event.reason,
        chips: proofs([{ kind: "record", label: requestId.slice(0, 160), ref: requestId }]),
      };
    }
    case "RecordUnpinned":
      return { kind: "note", parts: [plain("unpinned the request "), strong(event.requestId)], body: event.reason };
    case "TechniqueTagged":
      return {
        kind: "decision",
        parts: [plain("found "), strong(event.techniqueId)],
        body: event.reason,
        chips: proofs(event.proofs),
      };
    case "TechniqueUntagged":
      return { kind: "decision", parts: [plain("took back "), strong(event.techniqueId)], body: event.reason };
    default:
      return event satisfies never;
  }
}
