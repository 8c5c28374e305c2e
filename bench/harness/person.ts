const PASSWORD = "correct horse battery bench";
const ANSWER_WITHIN_MS = 10_000;

export interface Answer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: whatever JSON came
  readonly body: any;
}
/** A signed-in person who speaks tRPC over HTTP. A call throws where the server is away. */
export interface Person {
  readonly cookie: string;
  enter(link: string, who: { readonly name?: string; readonly email?: string }): Promise<void>;
  mutate(path: string, input: unknown): Promise<Answer>;
  query(path: string, input?: unknown): Promise<Answer>;
}

export function openPerson(url: string): Person {
  let cookie = "";
  async function ask(path: string, init: RequestInit): Promise<Answer> {
    const headers = { origin: url, "content-type": "application/json", ...(cookie ? { cookie } : {}) };
    const response = await fetch(`${url}${path}`, { ...init, headers, signal: AbortSignal.timeout(ANSWER_WITHIN_MS) });
    for (const line of response.headers.getSetCookie()) cookie = line.split(";")[0] ?? "";
    return { status: response.status, body: await response.json() };
  }
  return {
    get cookie() {
      return cookie;
    },
    async enter(link, who) {
      const token = new URL(link).searchParams.get("token");
      const { status, body } = await ask("/api/welcome", {
        method: "POST",
        body: JSON.stringify({ token, password: PASSWORD, ...who }),
      });
      if (status !== 200) throw new Error(`/api/welcome answered ${status} ${JSON.stringify(body)}`);
    },
    mutate: (path, input) => ask(`/trpc/${path}`, { method: "POST", body: JSON.stringify(input) }),
    query: (path, input) =>
      ask(`/trpc/${path}${input === undefined ? "" : `?input=${encodeURIComponent(JSON.stringify(input))}`}`, {}),
  };
}

// biome-ignore lint/suspicious/noExplicitAny: the caller knows the procedure
export async function expectData(answer: Promise<Answer>): Promise<any> {
  const { status, body } = await answer;
  if (status !== 200) throw new Error(`answered ${status} ${JSON.stringify(body)}`);
  return body.result.data;
}

export async function firstAdministrator(url: string, link: string | null): Promise<Person> {
  if (!link) throw new Error("the data folder has an administrator already");
  const person = openPerson(url);
  await person.enter(link, { name: "Bench", email: "bench@example.org" });
  return person;
}

export const declaration = {
  type: "DeclareIncident",
  title: "A measured incident",
  summary: "",
  service: "support-assistant",
  incidentClass: "model",
  scenario: "I1",
  impact: { customerHarm: "high", financialLoss: "low", regulatoryExposure: "none", systemDegradation: "none" },
  severity: "SEV2",
  severityReason: "The bench says so.",
  impactStartedAt: "2026-01-01T00:00:00.000Z",
  commander: { id: "bench", name: "Bench" },
  technicalLead: { id: "lead", name: "Lead" },
  detectedBy: null,
  drill: true,
} as const;
