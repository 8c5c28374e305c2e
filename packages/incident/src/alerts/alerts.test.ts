import { expect, test } from "vitest";
import { IncidentEvent } from "../event.ts";
import { LIMITS } from "../limits.ts";
import { executiveView } from "../projections/executive.ts";
import { logLine } from "../projections/log-line.ts";
import { supportView } from "../projections/support.ts";
import { active, COMMANDER, closed, given, NOW, outcome, person, SYSTEM_ACTOR, sentence, THEN } from "../testing/given.ts";
import { alert, attach, attached, CLOSED, DECLARED, IN_LEARN, isolated } from "../testing/samples.ts";
import { Role } from "../vocabulary.ts";
import { AttachAlerts } from "./commands.ts";

const ids = (n: number, from = 1) => Array.from({ length: n }, (_, index) => `ALT-${from + index}`);

test("[TA1] alerts are attached as they stood, with the suspicion, by whom and when", () => {
  expect(given(DECLARED).when(attach("ALT-1", "ALT-2"))).toEqual({ ok: true, events: [attached("ALT-1", "ALT-2")] });
  expect(active(DECLARED, attached("ALT-1")).alerts).toEqual([
    { ...alert("ALT-1"), suspicionId: "SUS-7", attachedAt: THEN, attachedBy: "The commander" },
  ]);
});

test("[TA2] an alert is attached once: what is held, or sent twice, is left out, and nothing new is no change", () => {
  const room = given(DECLARED, attached("ALT-1"));
  expect(room.when(attach("ALT-1", "ALT-2", "ALT-2"))).toEqual({ ok: true, events: [attached("ALT-2")] });
  const again = room.when(attach("ALT-1"));
  expect([outcome(again), sentence(again)]).toEqual([
    "NO_CHANGE",
    "Every alert of SUS-7 that was sent is in this incident's log already.",
  ]);
});

test("[TA3] fifty alerts a command at most, and the state keeps the last 200", () => {
  expect(AttachAlerts.safeParse(attach(...ids(LIMITS.alertsPerCommand))).success).toBe(true);
  expect(AttachAlerts.safeParse(attach(...ids(LIMITS.alertsPerCommand + 1))).success).toBe(false);
  expect(AttachAlerts.safeParse(attach()).success).toBe(false);
  const many = [1, 51, 101, 151, 201].map((from) => attached(...ids(50, from)));
  expect(active(DECLARED, ...many).alerts.map((one) => one.alertId)).toEqual(ids(LIMITS.alerts, 51));
});

test("[TA4] a closed incident takes no alert", () => {
  expect(outcome(given(DECLARED, IN_LEARN, CLOSED).when(attach("ALT-1"), { by: SYSTEM_ACTOR }))).toBe("INCIDENT_CLOSED");
  expect(closed(DECLARED, attached("ALT-1"), IN_LEARN, CLOSED).alerts).toHaveLength(1);
});

test("[TA5] Firebreak, commander, responder and administrator attach, and nobody else", () => {
  const may = [...Role.options.map(person), SYSTEM_ACTOR].filter((by) => given(DECLARED).when(attach("ALT-1"), { by }).ok);
  expect(may.map((by) => (by.kind === "system" ? "system" : by.role))).toEqual([
    "commander",
    "responder",
    "administrator",
    "system",
  ]);
});

test("[TA6] the line counts the alerts, quotes five, and leads to their signals", () => {
  const line = logLine({ event: attached(...ids(7)), actor: SYSTEM_ACTOR });
  expect([line.title, line.actor, line.kind, line.tone]).toEqual(["attached 7 alerts of SUS-7", null, "measured", "attention"]);
  expect(line.body).toBe(
    `${ids(5)
      .map((id) => `Ungrounded answers ${id}: 38 % of the answers are ungrounded; 1–4 % was expected.`)
      .join(" ")} And 2 more.`,
  );
  const label = "Ungrounded answers ALT-1";
  expect(line.chips).toHaveLength(5);
  expect(line.chips[0]).toEqual({ label, tone: "proof", proof: { kind: "signal", label, ref: "ungrounded-rate" } });
  const own = {
    ...attached(),
    alerts: [{ ...alert("ALT-9"), title: "Errors", sentence: "Errors 9.1 %; ≤ 5.0 % is the limit." }],
  };
  expect(logLine({ event: own, actor: COMMANDER }).body).toBe("Errors 9.1 %; ≤ 5.0 % is the limit.");
  const foreign = { ...attached(), alerts: [{ ...alert("ALT-9"), signal: null }] };
  expect(logLine({ event: foreign, actor: COMMANDER })).toMatchObject({ title: "attached 1 alert of SUS-7", chips: [] });
});

test("[TA7] executives and support read nothing of attached alerts", () => {
  const [before, after] = [active(DECLARED, isolated()), active(DECLARED, isolated(), attached("ALT-1"))];
  expect(executiveView("INC-1", 3, after)).toEqual(executiveView("INC-1", 3, before));
  expect(supportView("INC-1", 3, after)).toEqual(supportView("INC-1", 3, before));
});

test("[TA8] a log from before there were alerts folds to the state it always had, with none attached", () => {
  const stored = JSON.parse(JSON.stringify([DECLARED, isolated()])).map((event: unknown) => IncidentEvent.parse(event));
  const state = active(...stored);
  expect(state.alerts).toEqual([]);
  expect(given(...stored).when(attach("ALT-1"), { at: NOW }).ok).toBe(true);
});
