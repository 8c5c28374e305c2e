import { useKeys } from "../../ui/index.ts";
import { focusComposer } from "./useBoardActions.ts";

const ROWS = "[data-row] [role='switch'], button[data-row]";

/** J and K walk the rows of the panel that holds the focus, else of the whole board; Enter does what the row's control does. */
export function useBoardKeys(): void {
  useKeys({ j: () => walk(1), k: () => walk(-1), n: focusComposer, "/": focusComposer });
}

function walk(step: 1 | -1): void {
  const focused = document.activeElement;
  const scope = focused?.closest("section, [data-board]") ?? document;
  const inScope = [...scope.querySelectorAll<HTMLElement>(ROWS)];
  const rows = inScope.length > 0 ? inScope : [...document.querySelectorAll<HTMLElement>(ROWS)];
  const at = focused instanceof HTMLElement ? rows.indexOf(focused) : -1;
  rows[at < 0 ? (step > 0 ? 0 : rows.length - 1) : Math.min(rows.length - 1, Math.max(0, at + step))]?.focus();
}
