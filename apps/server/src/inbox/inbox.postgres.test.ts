import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createTestTime } from "../detection/testing.ts";
import { openTestPostgres } from "../postgres/testing.ts";
import { alarm, COMMANDER, emptyInbox, MINUTE, openInboxRoom, over, SERVICE, type TestTime } from "./testing.ts";

let postgres: Awaited<ReturnType<typeof openTestPostgres>>;
let time: TestTime;
beforeAll(async () => {
  postgres = await openTestPostgres();
});
beforeEach(async () => {
  await emptyInbox(postgres);
  time = createTestTime();
});
afterAll(() => postgres[Symbol.asyncDispose]());

const nulls = alarm("feature-nulls.income", { title: "Feature null rate", owner: "Data", faultClass: "data" });

test("an alert opens a suspicion that says all there is to know", async () => {
  await using room = await openInboxRoom({ postgres, time });
  const at = time.now();
  await room.report({ ...nulls, since: at - 2 * MINUTE });
  const suspicion = {
    suspicionId: "SUS-1",
    service: SERVICE,
    title: "refund-risk: feature null rate",
    owner: "Data",
    urgency: "page",
    faultClass: "data",
    scenario: "I2",
    since: at - 2 * MINUTE,
    openedAt: at,
    lastChangeAt: at,
    segment: null,
    fault: null,
    end: null,
    alertCount: 1,
    alerts: [
      {
        alertId: "ALT-1",
        key: nulls.key,
        status: "firing",
        heldBy: null,
        source: "detection",
        service: SERVICE,
        signal: "feature-nulls.income",
        title: "Feature null rate",
        owner: "Data",
        urgency: "page",
        faultClass: "data",
        scenarios: ["I2"],
        since: at - 2 * MINUTE,
        reasons: nulls.reasons,
        sentence: nulls.sentence,
        labels: {},
        url: "",
        raisedAt: at,
        lastSeenAt: at,
        resolvedAt: null,
        returns: 0,
      },
    ],
  };
  expect(await room.open()).toEqual([suspicion]);
  expect(await room.inbox.get("SUS-1")).toEqual(suspicion);
  expect([await room.inbox.get("SUS-2"), await room.ended()]).toEqual([null, []]);
});
