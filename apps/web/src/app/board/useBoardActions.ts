import { useMemo } from "react";
import { useNavigate } from "react-router";
import { AUDIENCE_FRAMING, AUDIENCE_ORDER } from "../../features/comms/audienceDesk.ts";
import { type Action, useActions, useOpenIncident } from "../../live/index.ts";
import { useBoardDialog } from "./boardDialog.ts";
import { usePermission } from "./usePermission.ts";

/** What the palette can do on the board. */
export function useBoardActions(): void {
  const { incidentId } = useOpenIncident();
  const open = useBoardDialog((store) => store.open);
  const navigate = useNavigate();
  const may = usePermission();
  const [isolate, update, assess, flag, note] = [
    may("IsolateSegment"),
    may("SendUpdate"),
    may("AssessImpact"),
    may("FlagExposure"),
    may("AddNote"),
  ];
  const actions = useMemo(
    (): readonly Action[] => [
      {
        id: "isolate-by-hand",
        title: "Isolate a segment by hand",
        group: "Contain",
        keywords: ["containment", "kill switch"],
        refusal: isolate,
        run: () => open({ kind: "isolate", segment: null, measure: null }),
      },
      ...AUDIENCE_ORDER.map((audience) => ({
        id: `draft-${audience}`,
        title: `Draft an update for ${AUDIENCE_FRAMING[audience].title.toLowerCase()}`,
        group: "Communicate",
        refusal: update,
        run: () => open({ kind: "update", audience }),
      })),
      {
        id: "questions",
        title: "Answer questions from support",
        group: "Communicate",
        run: () => open({ kind: "questions" }),
      },
      {
        id: "assess",
        title: "Re-assess impact and severity",
        group: "Triage",
        keywords: ["SEV1", "SEV2", "SEV3", "SEV4"],
        refusal: assess,
        run: () => open({ kind: "assess", wanted: null }),
      },
      {
        id: "exposure",
        title: "Flag suspected exposure",
        group: "Triage",
        keywords: ["legal", "GDPR", "security", "breach"],
        refusal: flag,
        run: () => open({ kind: "exposure", detail: "" }),
      },
      {
        id: "hypothesis",
        title: "Add a hypothesis",
        group: "Diagnose",
        refusal: note,
        run: () => open({ kind: "add-hypothesis", parent: null, statement: "" }),
      },
      { id: "compose", title: "Write into the log", group: "Log", keys: "n", refusal: note, run: focusComposer },
      {
        id: "signals",
        title: "Open the signals page",
        group: "Go to",
        run: () => void navigate(`/incidents/${incidentId}/signals`),
      },
    ],
    [incidentId, open, navigate, isolate, update, assess, flag, note],
  );
  useActions(actions);
}

export function focusComposer(): void {
  // After the palette gave its focus back.
  requestAnimationFrame(() => document.querySelector<HTMLTextAreaElement>("[data-composer]")?.focus());
}
