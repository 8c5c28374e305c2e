import type { KeyScope } from "@firebreak/server/contract";

export interface KeyUse {
  /** Where this browser reaches Firebreak. */
  readonly origin: string;
  readonly service: string;
  readonly scopes: readonly KeyScope[];
  readonly secret: string;
}

/**
 * Lines for a shell or an .env file. OpenTelemetry's headers are percent-encoded (W3C baggage format). The flags' key goes
 * as X-API-Key: its value needs no encoding, about which OFREP providers do not agree.
 */
export function environmentOf({ origin, service, scopes, secret }: KeyUse): string {
  const intake = [
    `OTEL_SERVICE_NAME=${quoted(service)}`,
    `OTEL_EXPORTER_OTLP_ENDPOINT=${quoted(origin)}`,
    `OTEL_EXPORTER_OTLP_PROTOCOL="http/protobuf"`,
    `OTEL_EXPORTER_OTLP_HEADERS="Authorization=Bearer%20${secret}"`,
  ];
  const flags = [`OFREP_ENDPOINT=${quoted(origin)}`, `OFREP_HEADERS="X-API-Key=${secret}"`];
  const alerts = [
    "# Alertmanager, as one of a receiver's webhook_configs (Grafana: a webhook contact point to /v1/alerts/grafana)",
    `- url: ${quoted(`${origin}/v1/alerts/alertmanager`)}`,
    "  send_resolved: true",
    `  http_config: { authorization: { credentials: ${quoted(secret)} } }`,
  ];
  const change = `{ "kind": "policy", "title": "Refunds above 500 need a person", "artefact": "policy", "version": "refunds-7" }`;
  const changes = [
    "# After each change that is not announced otherwise",
    `curl -sS ${quoted(`${origin}/v1/changes`)} -H "Authorization: Bearer ${secret}" -H "Content-Type: application/json" -d '${change}'`,
  ];
  const lines: Readonly<Record<KeyScope, readonly string[]>> = { intake, flags, alerts, changes };
  return scopes.flatMap((scope) => lines[scope]).join("\n");
}

const quoted = (value: string): string => `"${value.replace(/[\\"$`]/g, (sign) => `\\${sign}`)}"`;
