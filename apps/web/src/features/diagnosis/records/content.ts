/**
 * What a request held, read from the JSON text that the service sent: OpenTelemetry's parts, chat messages as providers write them, or plain
 * text. Content is untrusted: everything here is text, for a screen that shows it as text.
 */
export type Part =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "call"; readonly name: string; readonly id: string; readonly input: string }
  | { readonly kind: "result"; readonly id: string; readonly text: string }
  | { readonly kind: "other"; readonly type: string; readonly json: string };
export interface Message {
  readonly role: string;
  readonly parts: readonly Part[];
}
export interface SourceDocument {
  readonly id: string;
  readonly title: string;
  readonly score: number | null;
  readonly text: string;
}
export interface ToolCall {
  readonly name: string;
  readonly id: string;
  readonly input: string;
  readonly result: string;
  /** It was not let through, or failed; with the word the service has for it. */
  readonly denied: string | null;
}
/** `raw`: it is not JSON (any more: long content is cut at the door), or has a form nobody knows. */
export type Content<T> =
  | { readonly kind: "nothing" }
  | { readonly kind: "raw"; readonly text: string }
  | { readonly kind: "read"; readonly items: readonly T[] };

const MOST_ITEMS = 200;

export function messagesIn(text: string): Content<Message> {
  return readItems(text, (json) => {
    if (typeof json === "string") return [{ role: "", parts: [{ kind: "text", text: json }] }];
    const list = listOf(json);
    // A list of parts without roles is one message: instructions are sent so.
    if (list.length > 0 && list.every((one) => isObject(one) && typeof one.type === "string" && !("role" in one)))
      return [{ role: "", parts: list.map(partOf) }];
    return list.map(messageOf);
  });
}

export function documentsIn(text: string): Content<SourceDocument> {
  return readItems(text, (json) => listOf(json).map(documentOf));
}

export function toolCallsIn(text: string): Content<ToolCall> {
  return readItems(text, (json) => listOf(json).map(toolCallOf));
}

/** Content is read whole or shown as it came: half a reading would hide the other half. */
function readItems<T>(text: string, read: (json: unknown) => readonly (T | null)[]): Content<T> {
  if (text.trim() === "") return { kind: "nothing" };
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { kind: "raw", text };
  }
  if (json === null || (Array.isArray(json) && json.length === 0)) return { kind: "nothing" };
  const items = read(json);
  const known = items.flatMap((item) => item ?? []) as readonly T[];
  if (known.length === 0 || known.length < items.length || items.length > MOST_ITEMS) return { kind: "raw", text: pretty(json) };
  return { kind: "read", items: known };
}

type Json = Readonly<Record<string, unknown>>;
const isObject = (json: unknown): json is Json => typeof json === "object" && json !== null && !Array.isArray(json);
const listOf = (json: unknown): readonly unknown[] => (Array.isArray(json) ? json : [json]);
const pretty = (json: unknown): string => (typeof json === "string" ? json : (JSON.stringify(json, null, 2) ?? ""));
/** The first of these that holds something, as text. */
function textOf(json: Json, ...names: readonly string[]): string {
  for (const name of names) {
    const value = json[name];
    if (value !== undefined && value !== null && value !== "") return pretty(value);
  }
  return "";
}
/** JSON inside of a text is laid out, too: arguments are often sent so. */
function inputText(text: string): string {
  if (!/^\s*[[{]/.test(text)) return text;
  try {
    return pretty(JSON.parse(text));
  } catch {
    return text;
  }
}

function messageOf(json: unknown): Message | null {
  if (typeof json === "string") return { role: "", parts: [{ kind: "text", text: json }] };
  if (!isObject(json)) return null;
  const role = typeof json.role === "string" ? json.role : "";
  const said = json.parts ?? json.content ?? json.text;
  const parts = said === undefined || said === null ? [] : listOf(said).map(partOf);
  const calls = Array.isArray(json.tool_calls)
    ? json.tool_calls.map((call) => partOf(isObject(call) ? { ...call, type: "tool_call" } : call))
    : [];
  const all = [...parts, ...calls];
  if (all.length === 0) return role === "" ? null : { role, parts: [{ kind: "text", text: "" }] };
  const id = textOf(json, "tool_call_id");
  return {
    role,
    parts: role === "tool" ? all.map((part) => (part.kind === "text" ? { kind: "result", id, text: part.text } : part)) : all,
  };
}

function partOf(json: unknown): Part {
  if (!isObject(json)) return { kind: "text", text: pretty(json ?? "") };
  const type = typeof json.type === "string" ? json.type : "";
  if (type === "tool_call" || type === "tool_use" || type === "function") {
    const call = toolCallOf(json);
    if (call) return { kind: "call", name: call.name, id: call.id, input: call.input };
  }
  if (type === "tool_call_response" || type === "tool_result")
    return {
      kind: "result",
      id: textOf(json, "id", "tool_use_id", "tool_call_id"),
      text: textOf(json, "response", "result", "content"),
    };
  const text = json.content ?? json.text;
  if (typeof text === "string") return { kind: "text", text };
  return { kind: "other", type: type || "part", json: pretty(json) };
}

function documentOf(json: unknown): SourceDocument | null {
  if (typeof json === "string") return { id: "", title: "", score: null, text: json };
  if (!isObject(json)) return null;
  const text = textOf(json, "content", "text", "page_content", "snippet", "body");
  const id = textOf(json, "id", "document_id", "uri", "url", "source");
  const score = json.score ?? json.relevance ?? json.similarity;
  if (text === "" && id === "") return null;
  return { id, title: textOf(json, "title", "name"), score: typeof score === "number" ? score : null, text };
}

function toolCallOf(json: unknown): ToolCall | null {
  if (!isObject(json)) return null;
  const inner = isObject(json.function) ? json.function : json;
  const name = textOf(inner, "name", "tool", "tool_name");
  if (name === "") return null;
  return {
    name,
    id: textOf(json, "id", "call_id"),
    input: inputText(textOf(inner, "arguments", "args", "input", "parameters")),
    result: inputText(textOf(json, "result", "output", "response")),
    denied: deniedOf(json),
  };
}
function deniedOf(json: Json): string | null {
  if (json.denied === true || json.allowed === false) return "denied";
  const error = textOf(json, "error");
  if (error !== "") return error;
  const status = typeof json.status === "string" ? json.status : typeof json.outcome === "string" ? json.outcome : "";
  return /^(denied|refused|blocked|failed|error)$/i.test(status) ? status.toLowerCase() : null;
}
