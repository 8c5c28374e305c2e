const PASSWORD = "kill-test correct horse battery";
const ANSWER_WITHIN_MS = 5_000;

/** A signed-in person who speaks tRPC over HTTP. `call` throws a network error where the server is away. */
export function openPerson(url) {
  let cookie = "";
  async function ask(path, init) {
    const headers = { origin: url, "content-type": "application/json", ...(cookie ? { cookie } : {}) };
    const response = await fetch(`${url}${path}`, { ...init, headers, signal: AbortSignal.timeout(ANSWER_WITHIN_MS) });
    for (const line of response.headers.getSetCookie()) cookie = line.split(";")[0];
    return { status: response.status, body: await response.json() };
  }
  return {
    get cookie() {
      return cookie;
    },
    async enter(link, who) {
      const token = new URL(link).searchParams.get("token");
      const answer = await ask("/api/welcome", { method: "POST", body: JSON.stringify({ token, password: PASSWORD, ...who }) });
      if (answer.status !== 200) throw new Error(`/api/welcome answered ${answer.status} ${JSON.stringify(answer.body)}`);
    },
    mutate: (path, input) => ask(`/trpc/${path}`, { method: "POST", body: JSON.stringify(input) }),
    query: (path, input) => ask(`/trpc/${path}${input ? `?input=${encodeURIComponent(JSON.stringify(input))}` : ""}`, {}),
  };
}

export async function expectData(answer) {
  const { status, body } = await answer;
  if (status !== 200) throw new Error(`answered ${status} ${JSON.stringify(body)}`);
  return body.result.data;
}
