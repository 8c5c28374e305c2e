import type { IncidentCommand } from "./command.ts";
import type { Role } from "./vocabulary.ts";

/** Which accounts may issue which command; `decide` asks it first, a browser asks it to hide what would be refused. */
export function mayCommand(_role: Role | "system", _type: IncidentCommand["type"]): boolean {
  return true;
}
