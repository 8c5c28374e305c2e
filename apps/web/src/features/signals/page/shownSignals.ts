import type { SignalDefinition, SignalId } from "@firebreak/signals";
import { onBoard } from "../../../live/catalogue.ts";
import type { SignalsView } from "./view.ts";

export interface ShownSignals {
  /** The charts beside each other. */
  readonly charts: readonly SignalDefinition[];
  /** Somebody chose them; else they are those of the service's board. */
  readonly chosen: boolean;
  /** The one that is looked at alone. */
  readonly open: SignalDefinition | null;
  /** Asked for by the address, and not in the service's catalogue. */
  readonly unknown: readonly SignalId[];
}

/** What the address asks for, of what the service has. */
export function shownSignals(
  definitions: ReadonlyMap<SignalId, SignalDefinition>,
  view: Pick<SignalsView, "chosen" | "open">,
): ShownSignals {
  const asked = view.open === null ? view.chosen : [...view.chosen, view.open];
  const chosen = view.chosen.flatMap((id) => definitions.get(id) ?? []);
  const board = onBoard(definitions.values());
  const byDefault = board.length > 0 ? board : [...definitions.values()].slice(0, 6);
  return {
    charts: chosen.length > 0 ? chosen : byDefault,
    chosen: chosen.length > 0,
    open: view.open === null ? null : (definitions.get(view.open) ?? null),
    unknown: definitions.size === 0 ? [] : [...new Set(asked)].filter((id) => !definitions.has(id)),
  };
}
