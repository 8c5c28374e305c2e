import type { ServiceSummary, Suspicion } from "@firebreak/server/contract";
import { useEffect, useMemo, useRef, useState } from "react";
import { useNavigate, useSearchParams } from "react-router";
import {
  actorOf,
  api,
  faultOf,
  isPassing,
  layOut,
  newCommandId,
  toSignIn,
  useAccount,
  useOpenSuspicions,
} from "../../live/index.ts";
import { toast, useNowAs } from "../../ui/index.ts";
import {
  checkDraft,
  type Draft,
  type DraftField,
  draftOf,
  emptyDraft,
  hypothesesFor,
  prefill,
  refusedDraft,
  type Surroundings,
} from "./declaration.ts";
import { firstSignOfSuspicion, scenarioOf } from "./firstSign.ts";
import { sayDeclared, useSuspicion } from "./suspicion.ts";
import { useSurroundings } from "./useSurroundings.ts";

const KEPT = "firebreak.declaration";
const ATTEMPTS = 8;
const NONE_SUSPECTED: readonly Suspicion[] = [];

/** A reload in the middle of a declaration keeps what was typed; what was typed about something else is not taken over. */
function kept(accountId: string, suspicionId: string | null): Draft {
  try {
    const text = sessionStorage.getItem(KEPT);
    const draft = text === null ? null : { ...emptyDraft(accountId), ...(JSON.parse(text) as Partial<Draft>) };
    if (draft?.suspicionId === suspicionId) return draft;
  } catch {
    // Not readable: begin anew.
  }
  return emptyDraft(accountId);
}
function keep(draft: Draft | null): void {
  try {
    if (draft === null) sessionStorage.removeItem(KEPT);
    else sessionStorage.setItem(KEPT, JSON.stringify(draft));
  } catch {
    // No storage: the form still works.
  }
}

export function useDeclaration() {
  const account = useAccount();
  const [search] = useSearchParams();
  const navigate = useNavigate();
  const suspicionId = search.get("suspicion");
  const [draft, setDraft] = useState<Draft>(() => kept(account.id, suspicionId));
  const [faults, setFaults] = useState<Partial<Record<DraftField, string>>>({});
  const [message, setMessage] = useState<string | null>(null);
  const [sending, setSending] = useState(false);
  const commandId = useRef(newCommandId());
  useEffect(() => keep(draft), [draft]);

  const inbox = useSuspicion(suspicionId);
  const { suspicion } = inbox;
  useEffect(() => {
    if (suspicion === null) return;
    setDraft((before) => (before.suspicionId === suspicion.suspicionId ? before : draftOf(suspicion, account.id)));
  }, [suspicion, account.id]);

  const { services, people, practiceServices, seen } = useSurroundings(draft.service, account);
  const firstSign = useMemo(() => (suspicion === null ? seen : firstSignOfSuspicion(suspicion)), [suspicion, seen]);
  const wanted = search.get("service");
  const inboxNow = useOpenSuspicions();
  const suspected = inboxNow.error === null ? inboxNow.rows : NONE_SUSPECTED;
  useEffect(() => {
    if (draft.service !== "" || suspicionId !== null) return;
    const first = likelyService(services, wanted, suspected);
    if (first) setDraft((before) => ({ ...before, service: first }));
  }, [services, draft.service, wanted, suspicionId, suspected]);

  // Once: what a person emptied on purpose stays empty.
  const suggested = useRef(false);
  const scenario = suspicionId === null ? scenarioOf(firstSign) : null;
  useEffect(() => {
    if (scenario === null || suggested.current) return;
    suggested.current = true;
    setDraft((before) => (before.scenario === "" && before.title === "" ? { ...before, ...prefill(before, scenario) } : before));
  }, [scenario]);

  const now = useNowAs((at) => Math.floor(at / 10_000) * 10_000);
  const around: Surroundings = { people, firstSign, practiceServices, now, actor: actorOf(account) };
  const change = (part: Partial<Draft>) => {
    setDraft((before) => ({ ...before, ...part }));
    setFaults((before) => Object.fromEntries(Object.entries(before).filter(([field]) => !(field in part))));
  };

  async function declare(): Promise<DraftField | null> {
    setMessage(null);
    const checked = checkDraft(draft, { ...around, now: Math.max(Date.now(), now) });
    if (!checked.ok) return refuse(checked);
    setSending(true);
    for (let attempt = 0; ; attempt++) {
      try {
        const { incidentId } = await api.incidents.declare.mutate({ commandId: commandId.current, command: checked.command });
        keep(null);
        if (incidentId) void layTree(incidentId, commandId.current, checked.command);
        if (incidentId && draft.suspicionId !== null) void sayDeclared(draft.suspicionId, incidentId);
        void navigate(`/incidents/${incidentId ?? ""}`);
        return null;
      } catch (error) {
        const fault = faultOf(error);
        if (fault.kind === "UNAUTHORIZED") toSignIn();
        if (!isPassing(fault) || attempt >= ATTEMPTS) {
          setSending(false);
          // A refused command is spent; one that may have arrived is sent again as the same.
          if (!isPassing(fault)) commandId.current = newCommandId();
          return refuse(refusedDraft({ code: fault.refusal ?? "", message: fault.message }));
        }
        setMessage("The server did not answer. The declaration is kept and sent again.");
        await new Promise((resolve) => setTimeout(resolve, Math.min(500 * 2 ** attempt, 5_000)));
      }
    }
  }
  function refuse(checked: { faults: Partial<Record<DraftField, string>>; message: string | null }): DraftField | null {
    setFaults(checked.faults);
    setMessage(checked.message);
    return (Object.keys(checked.faults)[0] as DraftField | undefined) ?? null;
  }
  return { draft, change, faults, message: message ?? inbox.fault, sending, declare, services, around, suspicion };
}

/** The one the address names, else the one that is suspected most urgently, else the busiest; undefined until both are known. */
function likelyService(
  services: readonly ServiceSummary[] | undefined,
  wanted: string | null,
  suspected: readonly Suspicion[] | undefined,
): string | undefined {
  const named = services?.find(({ service }) => service === wanted)?.service;
  if (named !== undefined || services === undefined || suspected === undefined) return named;
  return suspected[0]?.service ?? services.toSorted((a, b) => b.requestsPerMinute - a.requestsPerMinute)[0]?.service;
}

/** The board is open meanwhile; where it fails, the tree is laid out there by hand. */
async function layTree(incidentId: string, declared: string, declaration: Parameters<typeof hypothesesFor>[0]): Promise<void> {
  if (await layOut(incidentId, declared, hypothesesFor(declaration))) return;
  toast({
    title: "The hypothesis list is not complete",
    text: "The server did not answer. Lay it out on the board.",
    tone: "harm",
  });
}
