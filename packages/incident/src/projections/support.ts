import type { DeclaredIncident } from "../state.ts";
import type { SupportView } from "./views.ts";

export function supportView(_incidentId: string, _seq: number, _state: DeclaredIncident): SupportView {
  throw new Error("not built");
}
