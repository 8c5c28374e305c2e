import { expect, test } from "vitest";
import { bearer, githubHeaders, mlflowHeaders, NOW, openDoor } from "./door.fixture.ts";

/** As GitHub's documentation shows the payload; what is not read here is shortened. */
const githubBody = (state: string | null, more: { deployment?: object; status?: object } = {}) =>
  JSON.stringify({
    ...(state === null ? {} : { action: "created" }),
    deployment: {
      url: "https://api.github.com/repos/Codertocat/Hello-World/deployments/145988746",
      id: 145988746,
      node_id: "MDEwOkRlcGxveW1lbnQxNDU5ODg3NDY=",
      sha: "f95f852bd8fca8fcc58a9a2d6c842781e32a215e",
      ref: "master",
      task: "deploy",
      payload: {},
      original_environment: "production",
      environment: "production",
      description: null,
      creator: { login: "Codertocat", id: 21031067 },
      created_at: "2026-01-31T14:00:00Z",
      updated_at: "2026-01-31T14:00:00Z",
      ...more.deployment,
    },
    ...(state === null
      ? {}
      : {
          deployment_status: {
            id: 209916254,
            state,
            creator: { login: "Codertocat" },
            description: "",
            environment: "production",
            target_url: "",
            created_at: "2026-01-31T14:02:00Z",
            updated_at: "2026-01-31T14:02:00Z",
            ...more.status,
          },
        }),
    repository: { id: 1, full_name: "Codertocat/Hello-World", html_url: "https://github.com/Codertocat/Hello-World" },
    sender: { login: "Codertocat" },
  });
const github = async (body: string, event = "deployment_status") => {
  await using door = await openDoor("github");
  const answer = await door.deliver(body, githubHeaders(body, { event }));
  return { answer, report: door.reports[0] };
};

test("a deployment status of GitHub is a deployment of code, by its commit where the ref is a branch", async () => {
  expect((await github(githubBody("success"))).report).toEqual({
    key: "github/Codertocat/Hello-World/145988746",
    source: "github",
    service: "assistant",
    kind: "deployment",
    artefact: "code",
    version: "f95f852bd8fc",
    previous: null,
    status: "succeeded",
    at: Date.UTC(2026, 0, 31, 14, 2),
    title: "Codertocat/Hello-World: f95f852bd8fc to production",
    by: "Codertocat",
    environment: "production",
    url: "https://github.com/Codertocat/Hello-World/deployments",
  });
});

test("what the deployment's payload names wins, and a tag is a version", async () => {
  const payload = { kind: "prompt", artefact: "prompt", version: "refunds@41", previous: "refunds@40" };
  const named = [
    await github(githubBody("in_progress", { deployment: { payload } })),
    await github(githubBody("failure", { deployment: { payload: JSON.stringify(payload) } })),
    await github(githubBody("error", { deployment: { ref: "refs/tags/v2.3.1", payload: "no JSON" } })),
    await github(githubBody("success", { status: { log_url: "https://ci.example.org/1", description: "Blue is live" } })),
  ];
  expect(
    named.map(({ report }) => [report?.kind, report?.artefact, report?.version, report?.previous, report?.status, report?.title]),
  ).toEqual([
    ["prompt", "prompt", "refunds@41", "refunds@40", "started", "Codertocat/Hello-World: refunds@41 to production"],
    ["prompt", "prompt", "refunds@41", "refunds@40", "failed", "Codertocat/Hello-World: refunds@41 to production"],
    ["deployment", "code", "v2.3.1", null, "failed", "Codertocat/Hello-World: v2.3.1 to production"],
    ["deployment", "code", "f95f852bd8fc", null, "succeeded", "Codertocat/Hello-World: Blue is live"],
  ]);
  expect(named[3]?.report?.url).toBe("https://ci.example.org/1");
});

test("a deployment without a status has started; a replaced one and other events are no changes", async () => {
  const created = await github(githubBody(null), "deployment");
  expect([created.report?.status, created.report?.at]).toEqual(["started", Date.UTC(2026, 0, 31, 14)]);
  const others = [await github(githubBody("inactive")), await github("{}", "push")];
  expect(others.map(({ answer }) => [answer.status, answer.accepted, answer.note])).toEqual([
    [200, 0, "The state “inactive” is not a change."],
    [200, 0, "Events “push” are not changes. Choose Deployments and Deployment statuses for this webhook."],
  ]);
  expect((await github("{}")).answer).toMatchObject({
    status: 422,
    message: expect.stringMatching(/^This is not GitHub's deployment_status\. deployment: .*repository: /),
  });
});

const mlflow = async (entity: string, action: string, data: object) => {
  await using door = await openDoor("mlflow");
  const body = JSON.stringify({ entity, action, timestamp: "2026-01-31T14:02:00.250000+00:00", data });
  const answer = await door.deliver(body, mlflowHeaders(body));
  return { answer, report: door.reports[0] };
};

test("MLflow's registry tells models, prompts, their versions and where aliases point", async () => {
  const told = [
    await mlflow("registered_model", "created", { name: "ranker", tags: {}, description: null }),
    await mlflow("model_version", "created", {
      name: "ranker",
      version: "7",
      source: "models:/m-1",
      run_id: "abcd",
      tags: {},
      description: null,
    }),
    await mlflow("model_version_alias", "created", { name: "ranker", alias: "champion", version: "7" }),
    await mlflow("model_version_alias", "deleted", { name: "ranker", alias: "champion" }),
    await mlflow("prompt_version", "created", { name: "refunds", version: 41, template: "Hello {{name}}" }),
    await mlflow("prompt_alias", "created", { name: "refunds", alias: "production", version: "41" }),
  ];
  expect(told.map(({ report }) => [report?.kind, report?.artefact, report?.version, report?.title])).toEqual([
    ["model", "model", null, "Model ranker created"],
    ["model", "model", "ranker@7", "Model version ranker@7 created"],
    ["model", "model", "ranker@7", "Alias champion → ranker@7"],
    ["model", "model", null, "Alias champion of ranker removed"],
    ["prompt", "prompt", "refunds@41", "Prompt version refunds@41 created"],
    ["prompt", "prompt", "refunds@41", "Alias production → refunds@41"],
  ]);
  expect(told.every(({ report }) => report?.at === Date.UTC(2026, 0, 31, 14, 2, 0, 250))).toBe(true);
  expect(new Set(told.map(({ report }) => report?.key)).size).toBe(told.length);
});

test("MLflow's tags are no changes, and what MLflow does not send is refused", async () => {
  const tag = await mlflow("model_version_tag", "set", { name: "ranker", version: "7", key: "a", value: "b" });
  expect(tag.answer).toMatchObject({
    status: 200,
    accepted: 0,
    note: "“model_version_tag.set” is not a change of what is served.",
  });
  expect((await mlflow("model_version", "created", { version: "7" })).answer).toMatchObject({
    status: 422,
    message: expect.stringContaining("data.name: "),
  });
});

/** As the conformance files of the specification have them. */
const cdEvent = (type: string, content: object, more: { id?: string; customData?: object } = {}) => ({
  context: {
    version: "0.4.0",
    id: more.id ?? "271069a8-fc18-44f1-b38f-9d70a1695819",
    chainId: "4c8cb7dd-3448-41de-8768-eec704e2829b",
    source: "/event/source/123",
    type,
    timestamp: "2026-01-31T14:02:05.315384Z",
  },
  subject: { id: "mySubject123", source: "/event/source/123", type: "service", content },
  ...(more.customData ? { customData: more.customData, customDataContentType: "application/json" } : {}),
});
const binary = {
  ...bearer(),
  "ce-specversion": "1.0",
  "ce-id": "271069a8-fc18-44f1-b38f-9d70a1695819",
  "ce-source": "/event/source/123",
  "ce-type": "dev.cdevents.service.deployed.0.2.0",
};
const structured = { ...bearer(), "content-type": "application/cloudevents+json; charset=utf-8" };
const envelope = (event: ReturnType<typeof cdEvent>) => ({
  specversion: "1.0",
  id: event.context.id,
  source: event.context.source,
  type: event.context.type,
  datacontenttype: "application/json",
  data: event,
});
const ARTIFACT = "pkg:oci/myapp@sha256%3A0b31b1c02ff458ad9b7b81cbdf8f028bd54699fa151f221d1e8de6817db93427";

test("a CDEvent says the same in binary and in structured mode, and is taken once", async () => {
  const event = cdEvent("dev.cdevents.service.deployed.0.2.0", { environment: { id: "test123" }, artifactId: ARTIFACT });
  await using one = await openDoor("cdevents");
  await using other = await openDoor("cdevents");
  expect(await one.deliver(event, binary)).toMatchObject({ status: 200, accepted: 1 });
  expect(await other.deliver(envelope(event), structured)).toMatchObject({ status: 200, accepted: 1 });
  expect(one.reports).toEqual(other.reports);
  expect(one.reports).toEqual([
    {
      key: "cdevents//event/source/123/271069a8-fc18-44f1-b38f-9d70a1695819",
      source: "cdevents",
      service: "assistant",
      kind: "deployment",
      artefact: "code",
      version: "sha256:0b31b1c02ff458ad9b7b81cbdf8f028bd54699fa151f221d1e8de6817db93427",
      previous: null,
      status: "succeeded",
      at: Date.UTC(2026, 0, 31, 14, 2, 5, 315),
      title: "mySubject123 deployed: sha256:0b31b1c02ff458ad9b7b81cbdf8f028bd54699fa151f221d1e8de6817db93427",
      by: "/event/source/123",
      environment: "test123",
      url: "",
    },
  ]);
  expect(await one.deliver(event, binary)).toMatchObject({ status: 409, code: "REPLAYED" });
});

test("services, pipeline runs and incidents of CDEvents; a run and an incident keep their key to the end", async () => {
  await using door = await openDoor("cdevents");
  const customData = { kind: "retraining", artefact: "model", version: "ranker@7" };
  const told: readonly (readonly [string, object, object?])[] = [
    ["service.upgraded.0.2.0", { artifactId: `${ARTIFACT}?tag=v2.3.1` }],
    ["service.rolledback.0.2.0", { artifactId: ARTIFACT }, { artefact: "prompt", version: "refunds@40", kind: "prompt" }],
    ["service.removed.0.2.0", { environment: { id: "test123" } }],
    ["pipelinerun.started.0.2.0", { pipelineName: "train", url: "https://ci.example.org/9" }, customData],
    ["pipelinerun.finished.0.2.0", { pipelineName: "train", outcome: "failure", errors: "disk full" }, customData],
    ["incident.detected.0.3.0", { description: "Embedding API answers 503" }],
    ["incident.resolved.0.3.0", { description: "Embedding API answers 503" }],
  ];
  for (const [n, [type, content, custom]] of told.entries())
    await door.deliver(
      cdEvent(`dev.cdevents.${type}`, content, { id: `${n}`, ...(custom ? { customData: custom } : {}) }),
      binary,
    );
  expect(door.reports.map(({ kind, version, status, title }) => [kind, version, status, title])).toEqual([
    ["deployment", "v2.3.1", "succeeded", "mySubject123 upgraded: v2.3.1"],
    ["prompt", "refunds@40", "rolled-back", "mySubject123 rolled back: refunds@40"],
    ["deployment", null, "succeeded", "mySubject123 removed"],
    ["retraining", "ranker@7", "started", "Pipeline train"],
    ["retraining", "ranker@7", "failed", "Pipeline train"],
    ["outage", null, "started", "Embedding API answers 503"],
    ["outage", null, "succeeded", "Embedding API answers 503"],
  ]);
  const keys = door.reports.map(({ key }) => key);
  expect([keys[3] === keys[4], keys[5] === keys[6], new Set(keys).size]).toEqual([true, true, 5]);
  const answers = [
    await door.deliver(cdEvent("dev.cdevents.build.queued.0.2.0", {}, { id: "b" }), binary),
    await door.deliver({ specversion: "0.3" }, structured),
    await door.deliver({}, { ...binary, "ce-specversion": "0.3" }),
    await door.deliver({ context: {} }, binary),
  ];
  expect(answers.map(({ status, note, message }) => [status, note ?? message])).toEqual([
    [200, "Events “dev.cdevents.build.queued.0.2.0” are not changes."],
    [422, expect.stringMatching(/^This is not a CloudEvent 1\.0\. specversion: /)],
    [422, "ce-specversion: version 0.3 is not understood here. Send CloudEvents 1.0."],
    [422, expect.stringMatching(/^This is not a CDEvent\. context\.id: /)],
  ]);
});

test("Argo tells applications and rollouts by the template, whatever it leaves empty", async () => {
  await using door = await openDoor("argo");
  const app = {
    name: "assistant",
    phase: "Succeeded",
    at: "2026-01-31T14:02:00Z",
    revision: "f95f852bd8fca8fcc58a9a2d6c842781e32a215e",
    environment: "production",
    url: "https://argo.example.org/applications/assistant",
  };
  const rollout = {
    name: "assistant",
    phase: "Degraded",
    revision: "12",
    image: "registry.example.org/team/app:v2.3.1",
    aborted: "true",
    at: "",
    environment: "production",
    version: "<no value>",
  };
  const answers = [
    await door.deliver(app, bearer()),
    await door.deliver(rollout, bearer()),
    await door.deliver({ ...app, phase: "Sideways" }, bearer()),
    await door.deliver('{"name": "assistant" "phase": }', bearer()),
  ];
  expect(door.reports.map(({ version, status, at, title, url }) => [version, status, at, title, url])).toEqual([
    [app.revision, "succeeded", Date.UTC(2026, 0, 31, 14, 2), `assistant: ${app.revision} to production`, app.url],
    ["v2.3.1", "rolled-back", NOW, "assistant: v2.3.1 to production", ""],
  ]);
  expect(answers.map(({ status, message }) => [status, message])).toEqual([
    [200, undefined],
    [200, undefined],
    [422, expect.stringMatching(/^phase: “Sideways” is none of running, progressing, /)],
    [422, "The body is not JSON. Look at the template's quotes; docs/changes.md has the whole template."],
  ]);
});

test("plain JSON: one change or many, with what is left out filled in, and what does not fit named", async () => {
  await using door = await openDoor("json");
  const outage = {
    kind: "outage",
    title: "Embedding API answers 503",
    key: "status-page/77",
    status: "started",
    at: NOW / 1000 - 60,
    url: "javascript:alert(1)",
    by: 7,
  };
  const run = {
    kind: "pipeline-run",
    title: "Nightly features",
    artefact: "features",
    version: "fs-2026-01-31",
    at: "2026-01-31T15:00:00+01:00",
  };
  expect(await door.deliver({ changes: [outage, run, run] }, bearer())).toMatchObject({ status: 200, accepted: 3 });
  expect(door.reports[0]).toEqual({
    key: "json/status-page/77",
    source: "json",
    service: "assistant",
    kind: "outage",
    artefact: null,
    version: null,
    previous: null,
    status: "started",
    at: NOW - 60_000,
    title: "Embedding API answers 503",
    by: "7",
    environment: "",
    url: "",
  });
  expect(door.reports[1]).toMatchObject({ at: Date.UTC(2026, 0, 31, 14), status: "succeeded" });
  expect(door.reports[1]?.key).toBe(door.reports[2]?.key);
  const refused = [
    await door.deliver({ title: "x" }, bearer()),
    await door.deliver({ kind: "policy" }, bearer()),
    await door.deliver({ kind: "policy", title: " ", at: "yesterday" }, bearer()),
    await door.deliver({ changes: [] }, bearer()),
    await door.deliver({ changes: Array.from({ length: 501 }, () => run) }, bearer()),
    await door.deliver("[]", bearer()),
  ];
  expect(
    refused.map(({ status, message }) => [
      status,
      message?.replace("This is not a change as docs/changes.md describes it. ", ""),
    ]),
  ).toEqual([
    [
      422,
      "kind: must be one of deployment, model, prompt, features, index, policy, config, pipeline-run, retraining, outage, other.",
    ],
    [422, "title: must say in a few words what changed."],
    [
      422,
      expect.stringMatching(
        /^title: must not be empty; at: must be a time such as 2026-01-31T14:02:00Z or epoch milliseconds, not "yesterday"\.$/,
      ),
    ],
    [422, "changes: holds no change."],
    [422, "changes: holds more than 500; send them in several."],
    [422, expect.stringMatching(/^the body: /)],
  ]);
});
