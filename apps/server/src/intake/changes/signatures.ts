import { createHmac, timingSafeEqual } from "node:crypto";
import type { ChangeSource } from "../../changes/port.ts";
import { secretOf } from "../secret-of.ts";
import type { Headers } from "./announcement.ts";

/** A clock may be off, a delivery may be retried for a while. */
export const CLOCK_TOLERANCE_MS = 5 * 60_000;

/** Who sent it is proved, and `marks` tell this delivery from all others; or why it is not proved, in general terms. */
export type Proof = { readonly ok: true; readonly marks: readonly string[] } | { readonly ok: false; readonly why: string };

interface Delivery {
  readonly header: Headers;
  readonly body: Buffer;
  readonly secret: string;
  readonly now: number;
}
type Check = (delivery: Delivery) => Proof;

export const prove = (source: ChangeSource, delivery: Delivery): Proof => CHECKS[source](delivery);

/** Source: docs.github.com/webhooks/using-webhooks/validating-webhook-deliveries. The delivery's id is not signed, so the body counts too. */
const github: Check = ({ header, body, secret }) => {
  const signature = header("x-hub-signature-256");
  const id = header("x-github-delivery");
  if (signature === "") return wrong("X-Hub-Signature-256 is missing. Enter the door's secret in the webhook's settings.");
  if (id === "") return wrong("X-GitHub-Delivery is missing.");
  const made = hmac(secret, body);
  if (!isSame(signature, `sha256=${made.toString("hex")}`)) return wrong(MISMATCH);
  return { ok: true, marks: [`delivery ${id.slice(0, 200)}`, `body ${made.toString("base64url")}`] };
};

/** Source: mlflow.org/docs/latest/ml/webhooks, “Signature verification”: `v1,` + base64 of HMAC-SHA256 over `id.timestamp.body`. */
const mlflow: Check = ({ header, body, secret, now }) => {
  const signature = header("x-mlflow-signature");
  const id = header("x-mlflow-delivery-id");
  const timestamp = header("x-mlflow-timestamp");
  if (signature === "") return wrong("X-MLflow-Signature is missing. Create the webhook with the door's secret.");
  if (id === "" || timestamp === "") return wrong("X-MLflow-Delivery-Id and X-MLflow-Timestamp must be there.");
  if (!isSame(signature, `v1,${hmac(secret, `${id}.${timestamp}.`, body).toString("base64")}`)) return wrong(MISMATCH);
  return isNow(timestamp, now) ? { ok: true, marks: [`delivery ${id.slice(0, 200)}`] } : wrong(OFF);
};

/** A system without a signature of its own: the secret itself, or `t=<unix>,v1=<hex>` of HMAC-SHA256 over `t.body`. */
const ours: Check = ({ header, body, secret, now }) => {
  const signature = header("x-firebreak-signature");
  if (signature === "") {
    const sent = secretOf({ headers: { authorization: header("authorization") } });
    if (sent === "") return wrong("Send Authorization: Bearer <secret of the door>, or X-Firebreak-Signature.");
    return isSame(sent, secret) ? { ok: true, marks: [] } : wrong("This is not the secret of this door.");
  }
  const parts = /^t=(\d{1,13}),v1=([0-9a-f]{64})$/.exec(signature);
  if (!parts) return wrong("X-Firebreak-Signature must be t=<unix seconds>,v1=<hex of HMAC-SHA256 over t.body>.");
  const [, timestamp = "", given = ""] = parts;
  if (!isSame(given, hmac(secret, `${timestamp}.`, body).toString("hex"))) return wrong(MISMATCH);
  return isNow(timestamp, now) ? { ok: true, marks: [`signature ${given}`] } : wrong(OFF);
};

const CHECKS: Readonly<Record<ChangeSource, Check>> = { github, mlflow, cdevents: ours, argo: ours, json: ours };
const MISMATCH = "The signature does not match. Is the secret the one of this door, and does the body arrive unchanged?";
const OFF = "The timestamp is more than 5 minutes off. Set the sender's clock, and sign each delivery anew.";
const wrong = (why: string): Proof => ({ ok: false, why });
const isNow = (timestamp: string, now: number): boolean =>
  /^\d{1,13}$/.test(timestamp) && Math.abs(Number(timestamp) * 1000 - now) <= CLOCK_TOLERANCE_MS;

function hmac(secret: string, ...parts: readonly (string | Buffer)[]): Buffer {
  const made = createHmac("sha256", secret);
  for (const part of parts) made.update(part);
  return made.digest();
}
/** In constant time, whatever their lengths: both are hashed to one length first. */
function isSame(a: string, b: string): boolean {
  return timingSafeEqual(hmac("compare", a), hmac("compare", b));
}
