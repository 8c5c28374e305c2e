import type { Audience, Hypothesis, Measure, Segment, Severity } from "@firebreak/incident";
import { create } from "zustand";

/** The one form that is open over the board; panels, palette and composer all open it here. */
export type BoardDialog =
  | { readonly kind: "isolate"; readonly segment: Segment | null; readonly measure: Measure | null }
  | { readonly kind: "release"; readonly containmentId: string }
  | { readonly kind: "update"; readonly audience: Audience }
  | { readonly kind: "questions" }
  | { readonly kind: "assess"; readonly wanted: Severity | null }
  | { readonly kind: "exposure"; readonly detail: string }
  | { readonly kind: "add-hypothesis"; readonly parent: Hypothesis | null; readonly statement: string }
  | { readonly kind: "hypothesis-status"; readonly hypothesis: Hypothesis; readonly status: Hypothesis["status"] }
  | { readonly kind: "move-hypothesis"; readonly hypothesis: Hypothesis }
  | { readonly kind: "split-hypothesis"; readonly hypothesis: Hypothesis }
  | { readonly kind: "evidence"; readonly hypothesis: Hypothesis };

interface Store {
  readonly dialog: BoardDialog | null;
  readonly open: (dialog: BoardDialog) => void;
  readonly close: () => void;
}
export const useBoardDialog = create<Store>()((set) => ({
  dialog: null,
  open: (dialog) => set({ dialog }),
  close: () => set({ dialog: null }),
}));
