import { useEffect } from "react";
import { useLocation } from "react-router";
import { BoardDialogs } from "./BoardDialogs.tsx";
import css from "./BoardPage.module.css";
import { useBoardDialog } from "./boardDialog.ts";
import { LeftColumn } from "./LeftColumn.tsx";
import { MiddleColumn } from "./MiddleColumn.tsx";
import { RightColumn } from "./RightColumn.tsx";
import { useBoardActions } from "./useBoardActions.ts";
import { useBoardKeys } from "./useBoardKeys.ts";

/** One screen: what we know, what is measured, what is said. The only place where these features meet. */
export function BoardPage() {
  useBoardActions();
  useBoardKeys();
  useHash();
  useEffect(() => useBoardDialog.getState().close, []);
  return (
    <div className={css.board} data-board>
      <LeftColumn />
      <MiddleColumn />
      <RightColumn />
      <BoardDialogs />
    </div>
  );
}

/** A proof's link leads to its place on the board. */
function useHash(): void {
  const { hash } = useLocation();
  useEffect(() => {
    if (hash) document.getElementById(decodeURIComponent(hash.slice(1)))?.scrollIntoView({ block: "nearest" });
  }, [hash]);
}
