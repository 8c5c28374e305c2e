import { replaceEqualDeep } from "@tanstack/react-query";
import { useState } from "react";

/** The same object as before while it says the same: what is drawn from it is not drawn again. */
export function useUnchanged<T>(next: T): T {
  const [held, hold] = useState(next);
  const same = replaceEqualDeep(held, next);
  if (same !== held) hold(same);
  return same;
}
