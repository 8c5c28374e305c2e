import { OFREPProvider } from "@openfeature/ofrep-provider";
import { OFREPWebProvider } from "@openfeature/ofrep-web-provider";
import { OpenFeature } from "@openfeature/server-sdk";
import { type Provider, ProviderEvents, OpenFeature as WebOpenFeature } from "@openfeature/web-sdk";
import { EventSource } from "eventsource";
import { afterEach, expect, test, vi } from "vitest";
import { createTestClock, KEYS, openFlagServer, openIncidentRoom, SERVICE } from "./testing.ts";

const GERMAN = { targetingKey: "conversation-1", instance: "i-1", language: "de", tier: "free" };
const { now } = createTestClock(Date.now());

afterEach(async () => {
  await OpenFeature.close();
  await WebOpenFeature.close();
  vi.unstubAllGlobals();
});

test("the OpenFeature server SDK reads containments: isolate, and only the segment changes; release, and it is back", async () => {
  using room = openIncidentRoom({ now });
  await using server = await openFlagServer({ incidents: room.incidents, now });
  const headers: [string, string][] = [["Authorization", `Bearer ${KEYS.flags}`]];
  await OpenFeature.setProviderAndWait(new OFREPProvider({ baseUrl: server.baseUrl, headers }));
  const client = OpenFeature.getClient();
  const mode = (context: object) => client.getStringValue("answer-mode", "fallback", { ...GERMAN, ...context });

  expect(await mode({})).toBe("normal");
  const incident = await room.declare();
  const containment = await room.isolate(incident, { language: "de", tier: "free" }, { measure: "human-handoff" });
  expect([await mode({}), await mode({ language: "fr" }), await mode({ tier: "pro" })]).toEqual([
    "human-handoff",
    "normal",
    "normal",
  ]);
  expect(await client.getStringDetails("answer-mode", "fallback", GERMAN)).toMatchObject({
    reason: "TARGETING_MATCH",
    variant: "human-handoff",
    flagMetadata: { flagSetId: SERVICE, version: 1 },
  });
  await room.release(incident, containment);
  expect(await mode({})).toBe("normal");
  expect(server.flags.standing(SERVICE).instances).toMatchObject([{ instance: "i-1", version: 2, situation: "current" }]);
});

test("the OpenFeature server SDK falls back to the code's own default where the flag or the key is unknown", async () => {
  using room = openIncidentRoom({ now });
  await using server = await openFlagServer({ incidents: room.incidents, now });
  const ask = async (key: string, flag: string) => {
    await OpenFeature.setProviderAndWait(new OFREPProvider({ baseUrl: server.baseUrl, headers: [["X-API-Key", key]] }));
    return OpenFeature.getClient().getStringDetails(flag, "fallback", GERMAN);
  };
  expect(await ask(KEYS.flags, "no-such-flag")).toMatchObject({ value: "fallback", errorCode: "FLAG_NOT_FOUND" });
  expect(await ask(KEYS.intake, "answer-mode")).toMatchObject({ value: "fallback", reason: "ERROR" });
  expect(await ask("wrong", "answer-mode")).toMatchObject({ value: "fallback", reason: "ERROR" });
});

test("the OpenFeature web SDK is pushed each change, and a changed context is never answered with the old one's flags", async () => {
  vi.stubGlobal("EventSource", EventSource);
  using room = openIncidentRoom({ now });
  await using server = await openFlagServer({ incidents: room.incidents, now });
  const provider = new OFREPWebProvider({
    baseUrl: server.baseUrl,
    headers: [["X-API-Key", KEYS.flags]],
    cacheMode: "disabled",
  });
  await WebOpenFeature.setContext(GERMAN);
  // Under exactOptionalPropertyTypes the provider's optional hooks do not fit the SDK's; both are the same package's interface.
  await WebOpenFeature.setProviderAndWait(provider as Provider);
  const client = WebOpenFeature.getClient();
  const mode = () => client.getStringValue("answer-mode", "fallback");
  expect(mode()).toBe("normal");

  const pushed = () =>
    new Promise<void>((resolve) => {
      const heard = () => {
        client.removeHandler(ProviderEvents.ConfigurationChanged, heard);
        resolve();
      };
      client.addHandler(ProviderEvents.ConfigurationChanged, heard);
    });
  const incident = await room.declare();
  const isolated = pushed();
  const containment = await room.isolate(incident, { language: "de" });
  await isolated;
  expect(mode()).toBe("retrieval-only");

  await WebOpenFeature.setContext({ ...GERMAN, language: "fr" });
  expect(mode()).toBe("normal");
  await WebOpenFeature.setContext(GERMAN);
  expect(mode()).toBe("retrieval-only");

  const released = pushed();
  await room.release(incident, containment);
  await released;
  expect(mode()).toBe("normal");
});
