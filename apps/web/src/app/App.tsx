import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "react-router/dom";
import { api, queryClient, TRPCProvider } from "../live/index.ts";
import { AnnouncementRegions, ToastRegion, TooltipProvider } from "../ui/index.ts";
import { router } from "./router.tsx";

export function App() {
  return (
    <QueryClientProvider client={queryClient}>
      <TRPCProvider trpcClient={api} queryClient={queryClient}>
        <TooltipProvider delay={350}>
          <ToastRegion>
            <RouterProvider router={router} />
            <AnnouncementRegions />
          </ToastRegion>
        </TooltipProvider>
      </TRPCProvider>
    </QueryClientProvider>
  );
}
