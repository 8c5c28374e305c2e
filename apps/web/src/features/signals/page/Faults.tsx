import type { DefinitionFault } from "@firebreak/server/contract";
import { TriangleAlert } from "lucide-react";
import css from "./Faults.module.css";

/** Definitions of the team's file that were refused: where, and what to write instead. The others work. */
export function Faults({ faults }: { readonly faults: readonly DefinitionFault[] }) {
  return (
    <details className={css.faults} open={faults.length <= 2}>
      <summary className={css.summary}>
        <TriangleAlert aria-hidden="true" />
        {faults.length === 1 ? "One definition is refused" : `${faults.length} definitions are refused`}
      </summary>
      <ul className={css.list}>
        {faults.map((fault) => (
          <li key={`${fault.file}:${fault.line}:${fault.signal}:${fault.message}`}>
            <code className={css.place}>
              {fault.file.split("/").at(-1)}
              {fault.line > 0 ? `:${fault.line}` : ""}
            </code>
            {fault.signal ? <b> {fault.signal}</b> : null}
            <p>{fault.message}</p>
          </li>
        ))}
      </ul>
      <p className={css.rest}>All other signals work. The file is read again when it changes.</p>
    </details>
  );
}
