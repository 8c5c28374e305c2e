import { SIGNALS } from "@firebreak/signals";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useRef, useState } from "react";
import { useNavigate, useSearchParams } from "react-router";
import { actorOf, api, faultOf, isPassing, layOut, newCommandId, toSignIn, useAccount, useTRPC } from "../../live/index.ts";
import { toast, useNowAs } from "../../ui/index.ts";
import {
  checkDraft,
  type Draft,
  type DraftField,
  emptyDraft,
  hypothesesFor,
  prefill,
  refusedDraft,
  type Surroundings,
  scenarioOf,
  suspicionOf,
} from "./declaration.ts";

const KEPT = "firebreak.declaration";
/** As the practice card and the board's first window measure: what is red there is named here. */
const WINDOW_MS = 10 * 60_000;
const STEP_SECONDS = 5;
const ATTEMPTS = 8;

/** A reload in the middle of a declaration keeps what was typed. */
function kept(accountId: string): Draft {
  try {
    const text = sessionStorage.getItem(KEPT);
    if (text !== null) return { ...emptyDraft(accountId), ...(JSON.parse(text) as Partial<Draft>) };
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
  const [draft, setDraft] = useState<Draft>(() => kept(account.id));
  const [faults, setFaults] = useState<Partial<Record<DraftField, string>>>({});
  const [message, setMessage] = useState<string | null>(null);
  const [sending, setSending] = useState(false);
  const commandId = useRef(newCommandId());
  useEffect(() => keep(draft), [draft]);

  const { services, people, practiceService, suspicion } = useSurroundings(draft.service, account);
  const wanted = search.get("service");
  useEffect(() => {
    if (draft.service !== "") return;
    const first = services?.find((one) => one.service === wanted)?.service ?? services?.[0]?.service;
    if (first) setDraft((before) => ({ ...before, service: first }));
  }, [services, draft.service, wanted]);

  // Once: what a person emptied on purpose stays empty.
  const suggested = useRef(false);
  const scenario = scenarioOf(suspicion);
  useEffect(() => {
    if (scenario === null || suggested.current) return;
    suggested.current = true;
    setDraft((before) => (before.scenario === "" && before.title === "" ? { ...before, ...prefill(before, scenario) } : before));
  }, [scenario]);

  const now = useNowAs((at) => Math.floor(at / 10_000) * 10_000);
  const around: Surroundings = { people, suspicion, practiceService, now, actor: actorOf(account) };
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
  return { draft, change, faults, message, sending, declare, services, around };
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

function useSurroundings(service: string, account: { id: string; name: string }) {
  const trpc = useTRPC();
  const services = useQuery(trpc.telemetry.services.queryOptions(undefined, { refetchInterval: 10_000 })).data;
  const assignable = useQuery(trpc.accounts.assignable.queryOptions()).data;
  const practice = useQuery(trpc.practice.status.queryOptions(undefined, { retry: 1 })).data;
  const to = useNowAs((now) => Math.floor(now / 10_000) * 10_000);
  const window = {
    service,
    from: to - WINDOW_MS,
    to,
    stepSeconds: STEP_SECONDS,
    signals: SIGNALS.map((signal) => signal.id),
    segment: null,
  };
  const series = useQuery(
    trpc.telemetry.series.queryOptions(window, {
      enabled: service !== "",
      placeholderData: keepPreviousData,
      retry: 1,
      gcTime: 30_000,
    }),
  );
  const people = useMemo(() => {
    const all = (assignable ?? []).map(({ id, name }) => ({ id, name }));
    return all.some((person) => person.id === account.id) ? all : [{ id: account.id, name: account.name }, ...all];
  }, [assignable, account.id, account.name]);
  const suspicion = useMemo(() => suspicionOf(series.data ?? []), [series.data]);
  return { services, people, suspicion, practiceService: practice?.kind === "ready" ? practice.service : null };
}
