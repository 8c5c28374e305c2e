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
    end: () => end.mutate(),
  };
}

export function usePracticeActions({ status, mayLead, begin, end }: ReturnType<typeof usePractice>): void {
  const ready = status?.kind === "ready" ? status : null;
  const running = ready?.running?.scenario ?? null;
  const scenarios = ready?.scenarios.map((scenario) => `${scenario.id}\t${scenario.title}`).join("\n") ?? "";
  // biome-ignore lint/correctness/useExhaustiveDependencies: what begins and ends a drill does the same on each render.
  const actions = useMemo((): readonly Action[] => {
    if (!mayLead || scenarios === "") return [];
    if (running !== null) return [{ id: "drill:end", title: `End the ${running} drill`, group: "Drill", run: end }];
    return scenarios.split("\n").map((line) => {
      const [id = "", title = ""] = line.split("\t");
      return {
        id: `drill:${id}`,
        title: `Begin drill ${id} · ${title}`,
        group: "Drill",
        keywords: ["practice"],
        run: () => begin(id),
      };
    });
  }, [running, scenarios, mayLead]);
  useActions(actions);
}
