import { expect, test } from "vitest";
import { silent } from "../postgres/testing.ts";
import { createIncidents } from "./incidents.ts";
import type { EventStore } from "./port.ts";
import { createMemoryEventStore } from "./testing/memory-event-store.ts";
import { aNote, byCommander, COMMANDER, declaration } from "./testing.ts";

test("a log that grows at any moment while it is verified still holds", async () => {
  const memory = createMemoryEventStore();
  let afterwards = async (): Promise<unknown> => undefined;
  const andThen = async <T>(answer: T): Promise<T> => {
    await afterwards();
    return answer;
  };
  const store: EventStore = {
    ...memory,
    head: async (incidentId) => andThen(await memory.head(incidentId)),
    read: async (...asked) => andThen(await memory.read(...asked)),
  };
  const writer = createIncidents({ store: memory, now: Date.now, logger: silent });
  const reader = createIncidents({ store, now: Date.now, logger: silent });
  const { incidentId = "" } = await writer.declare({ commandId: "declared", command: declaration, actor: COMMANDER });
  let notes = 0;
  afterwards = async () => {
    // An append wakes the reader, which reads again.
    if (notes < 8) await writer.handle(byCommander(incidentId, aNote(`note ${notes++}`)));
  };

  expect(await reader.verify(incidentId)).toMatchObject({ ok: true, fault: null });
  expect(notes).toBeGreaterThan(1);
  writer.close();
  reader.close();
});
