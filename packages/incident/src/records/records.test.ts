import { expect, test } from "vitest";
import { IncidentEvent } from "../event.ts";
import { LIMITS } from "../limits.ts";
import { executiveView } from "../projections/executive.ts";
import { logLine } from "../projections/log-line.ts";
import { supportView } from "../projections/support.ts";
import { active, COMMANDER, given, outcome, person, THEN } from "../testing/given.ts";
import { CLOSED, DECLARED, IN_LEARN, isolated, pin, unpin } from "../testing/samples.ts";
import { Role } from "../vocabulary.ts";

const pinned = (requestId: string, spanId?: string) => ({ ...pin(requestId, spanId), type: "RecordPinned" as const });
const unpinned = (requestId: string, spanId?: string) => ({ ...unpin(requestId, spanId), type: "RecordUnpinned" as const });

test("[IR1] a request is pinned with a reason, by whom and when; its content stays in the telemetry", () => {
  expect(given(DECLARED).when(pin("r-1"))).toEqual({ ok: true, events: [pinned("r-1")] });
  const { record, reason } = pin("r-1");
  expect(active(DECLARED, pinned("r-1")).pinnedRecords).toEqual([{ ...record, reason, by: "The commander", at: THEN }]);
});

test("[IR2] it is pinned once, by request and span", () => {
  expect(outcome(given(DECLARED, pinned("r-1")).when(pin("r-1")))).toBe("NO_CHANGE");
  expect(outcome(given(DECLARED, pinned("r-1")).when(pin("r-1", "b7ad6b7169203331")))).toEqual(["RecordPinned"]);
  expect(outcome(given(DECLARED, pinned("r-1"), unpinned("r-1")).when(pin("r-1")))).toEqual(["RecordPinned"]);
});

test("[IR3] two hundred are pinned at most", () => {
  const full = Array.from({ length: LIMITS.pinnedRecords }, (_, index) => pinned(`r-${index}`));
  expect(outcome(given(DECLARED, ...full.slice(1)).when(pin("new")))).toEqual(["RecordPinned"]);
  expect(outcome(given(DECLARED, ...full).when(pin("new")))).toBe("PINS_FULL");
});

test("[IR4] what is pinned can be unpinned, with a reason; nothing else goes with it", () => {
  expect(outcome(given(DECLARED).when(unpin("r-1")))).toBe("RECORD_NOT_PINNED");
  expect(outcome(given(DECLARED, pinned("r-1")).when(unpin("r-1", "b7ad6b7169203331")))).toBe("RECORD_NOT_PINNED");
  const events = [DECLARED, pinned("r-1"), pinned("r-1", "b7ad6b7169203331"), pinned("r-2")];
  expect(given(...events).when(unpin("r-1"))).toEqual({ ok: true, events: [unpinned("r-1")] });
  expect(active(...events, unpinned("r-1")).pinnedRecords.map((one) => [one.requestId, one.spanId])).toEqual([
    ["r-1", "b7ad6b7169203331"],
    ["r-2", "00f067aa0ba902b7"],
  ]);
});

test("[IR5] counsel may pin and not unpin; executives and support do neither; a closed incident takes no pin", () => {
  const may = (command: ReturnType<typeof pin | typeof unpin>) =>
    Role.options.filter((role) => given(DECLARED, pinned("r-1")).when(command, { by: person(role) }).ok);
  expect(may(pin("r-2"))).toEqual(["commander", "responder", "legal", "administrator"]);
  expect(may(unpin("r-1"))).toEqual(["commander", "responder", "administrator"]);
  expect(outcome(given(DECLARED, IN_LEARN).when(pin("r-1")))).toEqual(["RecordPinned"]);
  expect(outcome(given(DECLARED, IN_LEARN, CLOSED).when(pin("r-1")))).toBe("INCIDENT_CLOSED");
});

test("[IR6] executives and support read nothing of pinned requests", () => {
  const [before, after] = [active(DECLARED, isolated()), active(DECLARED, isolated(), pinned("r-1"))];
  expect(executiveView("INC-1", 3, after)).toEqual(executiveView("INC-1", 3, before));
  expect(supportView("INC-1", 3, after)).toEqual(supportView("INC-1", 3, before));
});

test("[IR7] the line of a pin leads to the request, that of an unpin names it", () => {
  const ref = `r-${"9".repeat(180)}`;
  expect(logLine({ event: pinned(ref), actor: COMMANDER })).toMatchObject({
    kind: "note",
    title: "pinned a request",
    body: "It quotes a 60-day refund.",
    chips: [{ tone: "proof", proof: { kind: "record", ref } }],
  });
  const [chip] = logLine({ event: pinned(ref), actor: COMMANDER }).chips;
  expect(chip?.label).toHaveLength(160);
  expect(logLine({ event: unpinned("r-1"), actor: COMMANDER })).toMatchObject({
    title: "unpinned the request r-1",
    body: "Of another fault.",
  });
});

test("[IR8] a log from before anything was pinned folds as it always did", () => {
  const stored = JSON.parse(JSON.stringify([DECLARED, isolated()])).map((event: unknown) => IncidentEvent.parse(event));
  expect(active(...stored).pinnedRecords).toEqual([]);
  expect(given(...stored).when(pin("r-1")).ok).toBe(true);
});
