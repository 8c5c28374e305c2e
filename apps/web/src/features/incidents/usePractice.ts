import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import { type Action, faultOf, useAccount, useActions, useTRPC } from "../../live/index.ts";
import { toast } from "../../ui/index.ts";

/** The practice service, asked every few seconds; whoever may lead a drill can begin and end one. */
export function usePractice() {
  const trpc = useTRPC();
  const client = useQueryClient();
  const account = useAccount();
  const status = useQuery(trpc.practice.status.queryOptions(undefined, { refetchInterval: 4_000, retry: 1 }));
  const settle = {
    onSuccess: (next: NonNullable<typeof status.data>) => client.setQueryData(trpc.practice.status.queryKey(), next),
    onError: (error: unknown) =>
      toast({ title: "The practice service did not do that", text: faultOf(error).message, tone: "harm" }),
  };
  const begin = useMutation(trpc.practice.begin.mutationOptions(settle));
  const end = useMutation(trpc.practice.end.mutationOptions(settle));
  return {
    status: status.data,
    busy: begin.isPending || end.isPending,
    mayLead: account.role !== "legal",
    begin: (scenario: string) => begin.mutate({ scenario }),
    end: (scenario: string) => end.mutate({ scenario }),
  };
}

export function usePracticeActions({ status, mayLead, begin, end }: ReturnType<typeof usePractice>): void {
  const ready = status?.kind === "ready" ? status : null;
  const running = ready?.runningAll.map(({ scenario }) => scenario).join("\t") ?? "";
  const busyServices = new Set(ready?.runningAll.map(({ service }) => service));
  const choices =
    ready?.scenarios
      .filter(({ service }) => !busyServices.has(service))
      .map((scenario) => `${scenario.id}\t${scenario.title}`)
      .join("\n") ?? "";
  // biome-ignore lint/correctness/useExhaustiveDependencies: what begins and ends a drill does the same on each render.
  const actions = useMemo((): readonly Action[] => {
    if (!mayLead) return [];
    const ends = partsOf(running, "\t").map(
      (id): Action => ({ id: `drill:end:${id}`, title: `End the ${id} drill`, group: "Drill", run: () => end(id) }),
    );
    const begins = partsOf(choices, "\n").map((line): Action => {
      const [id = "", title = ""] = line.split("\t");
      return {
        id: `drill:${id}`,
        title: `Begin drill ${id} · ${title}`,
        group: "Drill",
        keywords: ["practice"],
        run: () => begin(id),
      };
    });
    return [...ends, ...begins];
  }, [running, choices, mayLead]);
  useActions(actions);
}

const partsOf = (text: string, between: string): readonly string[] => (text === "" ? [] : text.split(between));
