import type { RowContext } from "../event.ts";
import type { DeclaredIncident } from "../state.ts";
import type { TechniqueEvent } from "./events.ts";

export function evolveTechniques(state: DeclaredIncident, event: TechniqueEvent, { at, actor }: RowContext): DeclaredIncident {
  switch (event.type) {
    case "TechniqueTagged": {
      const { type: _, ...tagged } = event;
      return { ...state, techniques: [...state.techniques, { ...tagged, by: actor.name, at }] };
    }
    case "TechniqueUntagged":
      return { ...state, techniques: state.techniques.filter((one) => one.techniqueId !== event.techniqueId) };
    default:
      return event satisfies never;
  }
}
