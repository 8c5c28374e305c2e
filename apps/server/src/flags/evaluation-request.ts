import type { Request } from "express";

/** The errors of the OpenFeature Remote Evaluation Protocol 0.3 that a request can earn with status 400. */
export interface RequestFault {
  readonly errorCode: "PARSE_ERROR" | "TARGETING_KEY_MISSING" | "INVALID_CONTEXT" | "GENERAL";
  readonly errorDetails: string;
}
export type Context = Readonly<Record<string, unknown>> & { readonly targetingKey: string };
type Parsed<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly fault: RequestFault };

const MAX_BODY_BYTES = 32 * 1024;
const MAX_ATTRIBUTES = 200;

const fault = (errorCode: RequestFault["errorCode"], errorDetails: string) => ({
  ok: false as const,
  fault: { errorCode, errorDetails },
});

/** Reads at most MAX_BODY_BYTES of JSON, whatever its Content-Type says, and finds the context in it. */
export async function readContext(request: Request): Promise<Parsed<Context>> {
  // A parser that ran before this router has consumed the stream.
  if (request.body !== undefined) return contextOf(request.body);
  const encoding = request.headers["content-encoding"];
  if (encoding && encoding !== "identity") return fault("GENERAL", "Send the body uncompressed.");
  const text = await readText(request);
  if (text === null) return fault("GENERAL", `The body is larger than ${MAX_BODY_BYTES} bytes.`);
  try {
    return contextOf(JSON.parse(text));
  } catch {
    return fault("PARSE_ERROR", "The body is not JSON.");
  }
}

function contextOf(body: unknown): Parsed<Context> {
  if (!isRecord(body)) return fault("PARSE_ERROR", 'The body must be an object: {"context": {"targetingKey": "…"}}.');
  const { context } = body;
  if (context === undefined || context === null)
    return fault("TARGETING_KEY_MISSING", "The context with its targetingKey is missing.");
  if (!isRecord(context)) return fault("INVALID_CONTEXT", "The context must be an object.");
  if (Object.keys(context).length > MAX_ATTRIBUTES) {
    return fault("INVALID_CONTEXT", `The context has more than ${MAX_ATTRIBUTES} attributes.`);
  }
  const { targetingKey } = context;
  if (targetingKey === undefined || targetingKey === null || targetingKey === "") {
    return fault("TARGETING_KEY_MISSING", "The context's targetingKey is missing.");
  }
  if (typeof targetingKey !== "string") return fault("INVALID_CONTEXT", "The context's targetingKey must be a string.");
  return { ok: true, value: { ...context, targetingKey } };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** null: too large, or cut off; the rest is thrown away, so that the answer still arrives. */
function readText(request: Request): Promise<string | null> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size <= MAX_BODY_BYTES) chunks.push(chunk);
      else {
        chunks.length = 0;
        resolve(null);
      }
    });
    request.on("end", () => resolve(chunks.length === 1 ? String(chunks[0]) : Buffer.concat(chunks).toString()));
    // Cut off by the client: nobody is there to be answered, and it is no fault of ours.
    request.on("error", () => resolve(null));
    request.on("close", () => resolve(null));
  });
}
