import type { DeclaredIncident } from "../state.ts";
import type { ExecutiveView } from "./views.ts";

export function executiveView(_incidentId: string, _seq: number, _state: DeclaredIncident): ExecutiveView {
  throw new Error("not built");
}
