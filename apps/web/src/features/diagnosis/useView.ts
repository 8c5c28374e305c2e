import { useCallback, useMemo } from "react";
import { useSearchParams } from "react-router";
import { type DiagnoseView, searchOf, viewOf } from "./view.ts";

export type ChangeView = (part: Partial<DiagnoseView>, options?: { readonly step?: boolean }) => void;

/** The view in the address. A step is one that the browser's Back takes back; other changes are not worth one. */
export function useDiagnoseView(): {
  readonly view: DiagnoseView;
  readonly change: ChangeView;
  readonly search: URLSearchParams;
} {
  const [search, setSearch] = useSearchParams();
  const view = useMemo(() => viewOf(search), [search]);
  const change = useCallback<ChangeView>(
    (part, { step = false } = {}) => setSearch((before) => searchOf({ ...viewOf(before), ...part }, before), { replace: !step }),
    [setSearch],
  );
  return { view, change, search };
}
