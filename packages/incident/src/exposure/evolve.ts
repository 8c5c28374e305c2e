import type { RowContext } from "../event.ts";
import type { DeclaredIncident } from "../state.ts";
import type { ExposureEvent } from "./events.ts";

export function evolveExposure(state: DeclaredIncident, event: ExposureEvent, { at, actor }: RowContext): DeclaredIncident {
  const exposure = { kind: event.kind, detail: event.detail, by: actor.name, at };
  return { ...state, exposures: [...state.exposures, exposure] };
}
