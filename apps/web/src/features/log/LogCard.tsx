import type { ReactNode } from "react";
import { Card } from "../../ui/index.ts";
import css from "./LogCard.module.css";
import { LogList, type LogListProps } from "./LogList.tsx";

interface Props extends LogListProps {
  readonly seq: number;
  readonly chain: { readonly kind: "verified" } | { readonly kind: "broken"; readonly seq: number };
  /** What the server said of the whole log: null while it is asked, or could not be. */
  readonly verified: boolean | null;
  readonly composer: ReactNode;
  readonly to?: string;
}

export function LogCard({ composer, to, ...props }: Props) {
  return (
    <Card fill title="Log" to={to} className={css.card} right={<Standing {...props} />}>
      <LogList {...props} />
      {composer}
    </Card>
  );
}

export function Standing({ seq, chain, verified }: Pick<Props, "seq" | "chain" | "verified">) {
  const entries = `${seq.toLocaleString("en")} ${seq === 1 ? "entry" : "entries"}`;
  if (chain.kind === "broken" || verified === false) {
    return (
      <span className={css.broken}>
        {entries} · chain broken{chain.kind === "broken" ? ` at ${chain.seq}` : ""}
      </span>
    );
  }
  return (
    <span
      title={
        verified ? "The server re-read every row: hashes, links and holes" : "The rows this browser holds link to each other"
      }
    >
      {entries} · {verified ? "chain verified" : "chain holds"}
    </span>
  );
}
