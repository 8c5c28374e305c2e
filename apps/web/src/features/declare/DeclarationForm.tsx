import { IMPACT_AXES, type ImpactGrade, type IncidentClass, type ScenarioId } from "@firebreak/incident";
import { SCENARIOS } from "@firebreak/runbook";
import { Card, ClockTime, fromLocalInput, RadioGroup, Select, TextArea, TextField, toLocalInput } from "../../ui/index.ts";
import styles from "./DeclarePage.module.css";
import { impactStart, isDrill, prefill } from "./declaration.ts";

import type { useDeclaration } from "./useDeclaration.ts";
import { AXIS_WORDS, CLASS_WORDS } from "./words.ts";

type Declaration = ReturnType<typeof useDeclaration>;

export function DeclarationForm({ declaration }: { declaration: Declaration }) {
  return (
    <div className={styles.fields}>
      <WhatCard declaration={declaration} />
      <ImpactCard declaration={declaration} />
      <WhoCard declaration={declaration} />
    </div>
  );
}

function WhatCard({ declaration: { draft, change, faults, services } }: { declaration: Declaration }) {
  const known = (services ?? [{ service: "", requestsPerMinute: 0 }]).map((one) => ({
    value: one.service,
    label: one.service === "" ? "Reading the services …" : `${one.service} · ${Math.round(one.requestsPerMinute)} requests/min`,
  }));
  const listed = known.some((option) => option.value === draft.service);
  return (
    <Card title="What happens">
      <div className={styles.stack}>
        <TextField
          id="declare-title"
          label="Title"
          placeholder="Support assistant is inventing refund policies for some German customers"
          value={draft.title}
          error={faults.title}
          maxLength={200}
          autoFocus
          onChange={(event) => change({ title: event.target.value })}
        />
        <TextArea
          id="declare-summary"
          label="Summary"
          placeholder="What was seen, by whom, and why it is believed."
          rows={2}
          value={draft.summary}
          error={faults.summary}
          onChange={(event) => change({ summary: event.target.value })}
        />
        <div className={styles.pair}>
          {known.length > 0 ? (
            <Select
              id="declare-service"
              label="Service"
              value={draft.service}
              options={listed || draft.service === "" ? known : [{ value: draft.service, label: draft.service }, ...known]}
              error={faults.service}
              onChange={(service) => change({ service, impactStartedAt: null })}
            />
          ) : (
            <TextField
              id="declare-service"
              label="Service"
              hint="No service sends telemetry yet: type its name."
              value={draft.service}
              error={faults.service}
              onChange={(event) => change({ service: event.target.value })}
            />
          )}
          <Select
            label="Scenario"
            value={draft.scenario}
            options={SCENARIO_OPTIONS}
            hint={SCENARIOS.find((one) => one.id === draft.scenario)?.bestContainment}
            onChange={(scenario: ScenarioId | "") => change(prefill(draft, scenario))}
          />
        </div>
        <RadioGroup
          label="Class"
          value={draft.incidentClass}
          options={CLASS_WORDS}
          hint={CLASS_WORDS.find((one) => one.value === draft.incidentClass)?.means}
          onChange={(incidentClass: IncidentClass) => change({ incidentClass })}
        />
      </div>
    </Card>
  );
}
const SCENARIO_OPTIONS: readonly { value: ScenarioId | ""; label: string }[] = [
  { value: "", label: "None of the known" },
  ...SCENARIOS.map(({ id, title }) => ({ value: id, label: `${id} · ${title}` })),
];

const GRADES: readonly { value: ImpactGrade; label: string; tone?: "harm" | "harm-2" | "info" }[] = [
  { value: "unknown", label: "Unknown" },
  { value: "none", label: "None" },
  { value: "low", label: "Low", tone: "info" },
  { value: "medium", label: "Medium", tone: "harm-2" },
  { value: "high", label: "High", tone: "harm" },
];

function ImpactCard({ declaration: { draft, change } }: { declaration: Declaration }) {
  return (
    <Card title="Impact" right="severity follows from this">
      <div className={styles.axes}>
        {IMPACT_AXES.map((axis) => (
          <RadioGroup
            key={axis}
            label={AXIS_WORDS[axis].label}
            hint={AXIS_WORDS[axis].asks}
            value={draft.impact[axis]}
            options={GRADES}
            onChange={(grade) => change({ impact: { ...draft.impact, [axis]: grade } })}
          />
        ))}
      </div>
    </Card>
  );
}

function WhoCard({ declaration: { draft, change, faults, around } }: { declaration: Declaration }) {
  const people = around.people.map((person) => ({
    value: person.id,
    label: person.id === around.actor.id ? `${person.name} (you)` : person.name,
  }));
  const start = impactStart(draft, around);
  return (
    <Card title="Who and since when">
      <div className={styles.triple}>
        <Select
          id="declare-commanderId"
          label="Incident commander"
          hint="Coordinates and decides; does not debug."
          value={draft.commanderId}
          options={people}
          error={faults.commanderId}
          onChange={(commanderId) => change({ commanderId })}
        />
        <Select
          id="declare-technicalLeadId"
          label="Technical lead"
          hint="Leads the diagnosis."
          value={draft.technicalLeadId}
          options={people}
          error={faults.technicalLeadId}
          onChange={(technicalLeadId) => change({ technicalLeadId })}
        />
        <TextField
          id="declare-impactStartedAt"
          type="datetime-local"
          step={1}
          label="Impact began"
          hint={
            around.firstSign !== null && draft.impactStartedAt === null ? (
              <>
                {around.firstSign.title} left what was expected at <ClockTime at={around.firstSign.at} seconds />.
              </>
            ) : (
              "Your time zone."
            )
          }
          value={toLocalInput(start)}
          error={faults.impactStartedAt}
          onChange={(event) => change({ impactStartedAt: fromLocalInput(event.target.value) })}
        />
      </div>
      <label className={styles.check}>
        <input type="checkbox" checked={isDrill(draft, around)} onChange={(event) => change({ drill: event.target.checked })} />
        This is a drill. It says so on every page and in every update.
      </label>
    </Card>
  );
}
