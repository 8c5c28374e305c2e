import { useKeys } from "../../ui/index.ts";

const ROWS = "[data-diagnosis-row]";

/** J and K walk what can be done in the panel that holds the focus, else on the whole page; Enter does it. */
export function useRowKeys(active: boolean): void {
  useKeys(active ? { j: () => walk(1), k: () => walk(-1) } : {});
}
function walk(step: 1 | -1): void {
  const focused = document.activeElement;
  const inScope = [...(focused?.closest("section, table") ?? document).querySelectorAll<HTMLElement>(ROWS)];
  const rows = inScope.length > 0 ? inScope : [...document.querySelectorAll<HTMLElement>(ROWS)];
  const at = focused instanceof HTMLElement ? rows.indexOf(focused) : -1;
  rows[at < 0 ? (step > 0 ? 0 : rows.length - 1) : Math.min(rows.length - 1, Math.max(0, at + step))]?.focus();
}
