import type { ChangeSource } from "@firebreak/server/contract";

export interface DoorUse {
  readonly source: ChangeSource;
  /** The whole address of the door, as this browser reaches Firebreak. */
  readonly url: string;
  readonly secret: string;
}
export interface DoorSteps {
  readonly where: string;
  /** What is to be done there, one by one. */
  readonly steps: readonly string[];
  /** To be copied as it stands. */
  readonly lines: string;
}

/** What a person does in the other system, with the door's address and secret filled in; docs/changes.md says more. */
export function doorSteps(use: DoorUse): DoorSteps {
  return STEPS[use.source](use);
}

const STEPS: Readonly<Record<ChangeSource, (use: DoorUse) => DoorSteps>> = {
  github: ({ url, secret }) => ({
    where: "In GitHub: the repository’s or organisation’s Settings → Webhooks → Add webhook",
    steps: [
      "Payload URL and Secret as below. Content type: application/json.",
      "Let me select individual events: Deployments and Deployment statuses, nothing else.",
      "GitHub’s ping arrives at once: the door then says that it was used.",
    ],
    lines: [`Payload URL   ${url}`, "Content type  application/json", `Secret        ${secret}`].join("\n"),
  }),
  mlflow: ({ url, secret }) => ({
    where: "In Python, with MLflow 3.3 or later on a database",
    steps: ["Run this once against your tracking server. It signs each delivery."],
    lines: [
      "from mlflow import MlflowClient",
      "",
      "MlflowClient().create_webhook(",
      '    name="firebreak",',
      `    url="${url}",`,
      "    events=[",
      '        "model_version.created", "model_version_alias.created", "model_version_alias.deleted",',
      '        "prompt_version.created", "prompt_alias.created", "prompt_alias.deleted",',
      "    ],",
      `    secret="${secret}",`,
      ")",
    ].join("\n"),
  }),
  cdevents: ({ url, secret }) => ({
    where: "Where your pipeline sends its CDEvents, as CloudEvents over HTTP",
    steps: ["Add this address as a sink. Structured and binary mode are both understood."],
    lines: [
      `curl -sS "${url}" -H "Authorization: Bearer ${secret}" -H "Content-Type: application/json" \\`,
      '  -H "ce-specversion: 1.0" -H "ce-type: dev.cdevents.service.deployed.0.2.0" -H "ce-source: /ci" -H "ce-id: $(uuidgen)" \\',
      "  -d @event.json",
    ].join("\n"),
  }),
  argo: ({ url, secret }) => ({
    where: "In the ConfigMap of Argo’s notifications",
    steps: [
      "Add these lines for Argo CD, and put the secret under firebreak-secret into the notifications’ Secret.",
      "Subscribe the application to the triggers. docs/changes.md has the template of Argo Rollouts.",
    ],
    lines: argoLines(url, secret),
  }),
  json: ({ url, secret }) => ({
    where: "In any script",
    steps: ["Send this after each change. The same key said again is the same change."],
    lines: [
      `curl -sS "${url}" -H "Authorization: Bearer ${secret}" -H "Content-Type: application/json" -d '{`,
      '  "kind": "policy", "title": "Refunds above 500 need a person", "artefact": "policy", "version": "refunds-7"',
      "}'",
    ].join("\n"),
  }),
};

function argoLines(url: string, secret: string): string {
  return [
    `# kubectl -n argocd patch secret argocd-notifications-secret --patch '{"stringData": {"firebreak-secret": "${secret}"}}'`,
    "service.webhook.firebreak: |",
    `  url: ${url}`,
    "  headers:",
    "    - { name: Authorization, value: Bearer $firebreak-secret }",
    "    - { name: Content-Type, value: application/json }",
    "template.firebreak-change: |",
    "  webhook:",
    "    firebreak:",
    "      method: POST",
    "      body: |",
    '        {"name": "{{.app.metadata.name}}", "phase": "{{.app.status.operationState.phase}}",',
    '         "revision": "{{.app.status.operationState.syncResult.revision}}", "at": "{{.app.status.operationState.startedAt}}",',
    '         "environment": "{{.app.spec.destination.namespace}}", "url": "{{.context.argocdUrl}}/applications/{{.app.metadata.name}}"}',
    "trigger.firebreak-change: |",
    "  - { when: app.status.operationState.phase in ['Running', 'Succeeded', 'Failed', 'Error'], send: [firebreak-change] }",
  ].join("\n");
}
