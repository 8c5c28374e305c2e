import type { SignalDefinition } from "@firebreak/signals";
import type { ReactNode } from "react";
import { Card } from "../../../ui/index.ts";
import css from "./DefinitionCard.module.css";

const DIRECTION: Readonly<Record<SignalDefinition["badDirection"], string>> = {
  up: "harm lies upwards",
  down: "harm lies downwards",
  both: "any shift is news",
};
const KIND: Readonly<Record<SignalDefinition["kind"], string>> = {
  proportion: "a share of events",
  mean: "a mean",
  quantile: "a quantile",
  rate: "a rate",
  distance: "a distance between distributions",
};

/** What a signal is, so that nobody has to guess. */
export function DefinitionCard({ definition }: { readonly definition: SignalDefinition }) {
  const { id, formula, owner, badDirection, timing, kind, source, origin, objective, urgency, faultClass } = definition;
  return (
    <Card title="Definition" right={<code>{id}</code>} fill>
      <p className={css.formula}>{formula}</p>
      <pre className={css.source}>
        <code>{source.kind === "expression" ? source.text : source.query}</code>
      </pre>
      <dl className={css.facts}>
        <Fact name="Owner">{owner}</Fact>
        <Fact name="Direction">{DIRECTION[badDirection]}</Fact>
        <Fact name="Indicates">{timing === "leading" ? "leading: before users feel it" : "lagging: after users felt it"}</Fact>
        <Fact name="Kind">{KIND[kind]}</Fact>
        <Fact name="Alerts as">
          {urgency}, {faultClass}
        </Fact>
        {objective ? (
          <Fact name="Objective">
            {(objective.target * 100).toLocaleString("en")} % over {objective.days} days
          </Fact>
        ) : null}
        <Fact name="Origin">{origin === "team" ? "the team's file" : `runbook ${origin}`}</Fact>
        <Fact name="Source">{source.kind === "expression" ? "records" : "Prometheus"}</Fact>
      </dl>
    </Card>
  );
}

const Fact = ({ name, children }: { readonly name: string; readonly children: ReactNode }) => (
  <div>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
);
