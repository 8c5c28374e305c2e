import { expect, test } from "vitest";
import { bearer, DOOR_ID, githubHeaders, mlflowHeaders, NOW, openDoor, ourHeaders, SECRET } from "./door.fixture.ts";
import { CLOCK_TOLERANCE_MS, prove } from "./signatures.ts";

const ping = JSON.stringify({ zen: "Keep it logically awesome.", hook_id: 1 });
const rename = JSON.stringify({
  entity: "model_version",
  action: "created",
  timestamp: "2026-01-31T14:02:00+00:00",
  data: { name: "ranker", version: "7" },
});
const policy = { kind: "policy", title: "Refunds above 500 € need a person" };

test("GitHub's own example of a signature is taken, and nothing near it", () => {
  const body = Buffer.from("Hello, World!");
  const secret = "It's a Secret to Everybody";
  const signature = "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";
  const proof = (more: { signature?: string; body?: Buffer; secret?: string }) => {
    const headers = new Map([
      ["x-hub-signature-256", more.signature ?? signature],
      ["x-github-delivery", "1"],
    ]);
    return prove("github", {
      header: (name) => headers.get(name) ?? "",
      body: more.body ?? body,
      secret: more.secret ?? secret,
      now: NOW,
    }).ok;
  };
  expect([
    proof({}),
    proof({ signature: signature.slice(0, -1) }),
    proof({ signature: signature.toUpperCase() }),
    proof({ signature: "" }),
    proof({ body: Buffer.from("Hello, World?") }),
    proof({ secret: "It's a secret to everybody" }),
  ]).toEqual([true, false, false, false, false, false]);
});

test("GitHub's ping is answered; the same delivery, and the same body under another number, are refused", async () => {
  await using door = await openDoor("github");
  const headers = githubHeaders(ping, { event: "ping" });
  expect(await door.deliver(ping, headers)).toEqual({
    status: 200,
    retryAfter: null,
    accepted: 0,
    note: "GitHub has found the door.",
  });
  const other = JSON.stringify({ hook_id: 2 });
  const replays = [
    await door.deliver(ping, headers),
    await door.deliver(ping, { ...headers, "x-github-delivery": "another" }),
    await door.deliver(other, githubHeaders(other, { event: "ping" })),
  ];
  expect(replays.map(({ status, code }) => [status, code])).toEqual([1, 2, 3].map(() => [409, "REPLAYED"]));
  expect(door.refusals[0]).toBe("This delivery was taken before. Each one is taken once.");
});

test("MLflow's signature is over id, timestamp and body; a replay, an old timestamp and any change of them are refused", async () => {
  await using door = await openDoor("mlflow");
  const headers = mlflowHeaders(rename);
  const old = mlflowHeaders(rename, { id: "old", at: NOW - CLOCK_TOLERANCE_MS - 1_000 });
  const answers = [
    await door.deliver(rename, headers),
    await door.deliver(rename, headers),
    await door.deliver(rename, { ...headers, "x-mlflow-delivery-id": "another" }),
    await door.deliver(rename, { ...headers, "x-mlflow-timestamp": String(NOW / 1000 + 1) }),
    await door.deliver(rename.replace("ranker", "other"), mlflowHeaders(rename, { id: "2" })),
    await door.deliver(rename, old),
    await door.deliver(rename, {}),
  ];
  expect(answers.map(({ status }) => status)).toEqual([200, 409, 401, 401, 401, 401, 401]);
  expect(answers.slice(4).map(({ message }) => message)).toEqual([
    "The signature does not match. Is the secret the one of this door, and does the body arrive unchanged?",
    "The timestamp is more than 5 minutes off. Set the sender's clock, and sign each delivery anew.",
    "X-MLflow-Signature is missing. Create the webhook with the door's secret.",
  ]);
  expect(door.reports).toHaveLength(1);
});

test.each(["cdevents", "argo", "json"] as const)(
  "the door of %s takes its secret, or a signature of ours once",
  async (source) => {
    await using door = await openDoor(source);
    const body = JSON.stringify({ nothing: "known" });
    const answers = [
      await door.deliver(body, bearer()),
      await door.deliver(body, ourHeaders(body)),
      await door.deliver(body, bearer("another secret")),
      await door.deliver(body, ourHeaders(body, { secret: "another secret" })),
      await door.deliver(body, ourHeaders(body, { at: NOW + CLOCK_TOLERANCE_MS + 1_000 })),
      await door.deliver(`${body} `, ourHeaders(body)),
      await door.deliver(body, { "x-firebreak-signature": "v1=00" }),
      await door.deliver(body),
    ];
    expect(answers.map(({ status }) => status)).toEqual([422, 422, 401, 401, 401, 401, 401, 401]);
    expect(door.refusals).toHaveLength(8);
  },
);

test("a signature of ours is taken once, the secret itself as often as it is sent", async () => {
  await using door = await openDoor("json");
  const body = JSON.stringify(policy);
  const headers = ourHeaders(body);
  const answers = [
    await door.deliver(body, headers),
    await door.deliver(body, headers),
    await door.deliver(body, bearer()),
    await door.deliver(body, bearer()),
  ];
  expect(answers.map(({ status }) => status)).toEqual([200, 409, 200, 200]);
});

test("an unknown door, a door whose secret is lost, a body too large, packed or no JSON: each is told what to do", async () => {
  await using door = await openDoor("github");
  await using lost = await openDoor("github", { secret: null });
  const large = "x".repeat(1024 * 1024 + 1);
  const answers = [
    await door.post("/v1/changes/BBBBBBBBBBBBBBBBBBBBBB", ping),
    await lost.deliver(ping, githubHeaders(ping)),
    await door.deliver(large, githubHeaders(large)),
    await door.deliver(ping, { ...githubHeaders(ping), "content-encoding": "gzip" }),
    await door.deliver("payload=%7B%7D", githubHeaders("payload=%7B%7D")),
  ];
  expect(answers.map(({ status, code, message }) => [status, code, message])).toEqual([
    [404, "NO_DOOR", "There is no such door, or it was revoked. Make one under Settings, Changes."],
    [503, "SECRET_LOST", "The server's own secret was changed, so this door cannot check its senders. Make a new door."],
    [413, "TOO_LARGE", "The delivery is larger than 1 MiB. Send it in several."],
    [415, "COMPRESSED", "Send the body as it is, without a Content-Encoding."],
    [422, "NOT_UNDERSTOOD", "The body is not JSON. Choose the content type application/json in the webhook's settings."],
  ]);
});

test("what could not be kept is to be sent again, and is no replay then", async () => {
  await using broken = await openDoor("github", { broken: true });
  expect(await broken.deliver(ping, githubHeaders(ping, { event: "ping" }))).toMatchObject({ status: 503, retryAfter: "5" });
});

test("the plain door takes a change by an API key of the scope changes, of the key's service", async () => {
  await using door = await openDoor("json");
  const post = (key: string, body: string | object) => door.post("/v1/changes", body, bearer(key));
  expect(await post("good", policy)).toMatchObject({ status: 200, accepted: 1 });
  expect(door.reports).toMatchObject([{ source: "json", service: "refund-risk", kind: "policy", title: policy.title, at: NOW }]);
  const refusals = [
    await post("stranger", policy),
    await post(SECRET, policy),
    await post("telemetry", policy),
    await post("good", "{"),
  ];
  expect(refusals.map(({ status }) => status)).toEqual([401, 401, 403, 422]);
  expect(DOOR_ID).toHaveLength(22);
});

test("a time in the future or beyond what is kept is refused with the change it belongs to", async () => {
  await using door = await openDoor("json");
  const at = (time: number) => door.deliver({ ...policy, at: time }, bearer());
  const answers = [await at(NOW + 11 * 60_000), await at(NOW - 401 * 86_400_000), await at(NOW + 9 * 60_000)];
  expect(answers.map(({ status, message }) => [status, message])).toEqual([
    [
      422,
      "at: “Refunds above 500 € need a person” lies in the future (2026-01-31T14:16:00.000Z). Set the sender's clock, or send the time at which it happened.",
    ],
    [422, "at: “Refunds above 500 € need a person” lies more than 400 days back (2024-12-26T14:05:00.000Z). Leave it out."],
    [200, undefined],
  ]);
});
