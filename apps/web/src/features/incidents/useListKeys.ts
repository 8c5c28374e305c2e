import { useState } from "react";
import { useKeys } from "../../ui/index.ts";

/** J and K move, Enter opens. */
export function useListKeys(length: number, open: (index: number) => void) {
  const [chosen, select] = useState(-1);
  const selected = Math.min(chosen, length - 1);
  const move = (by: number) => {
    if (length > 0) select(Math.min(Math.max(selected + by, 0), length - 1));
  };
  useKeys(
    Object.fromEntries<() => void>([
      ["j", () => move(1)],
      ["k", () => move(-1)],
      ["ArrowDown", () => move(1)],
      ["ArrowUp", () => move(-1)],
      ["Enter", () => selected >= 0 && open(selected)],
    ]),
  );
  return { selected, select };
}
