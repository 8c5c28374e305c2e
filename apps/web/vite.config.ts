import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** `pnpm dev` says where its server listens. */
const server = process.env.FIREBREAK_SERVER ?? "http://127.0.0.1:4600";

export default defineConfig({
  plugins: [react()],
  server: {
    port: 4680,
    proxy: {
      "/trpc": server,
      "/api": server,
      "/v1": server,
      "/ofrep": server,
      "/live": { target: server, ws: true },
    },
  },
  build: {
    target: "es2023",
    outDir: "dist",
    emptyOutDir: true,
    sourcemap: false,
    // Fonts stay files of their own: a content security policy without data: URLs holds.
    assetsInlineLimit: 0,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: "charts", test: /node_modules[\\/](recharts|d3-|victory-vendor|immer|@reduxjs|es-toolkit)/ },
            { name: "react", test: /node_modules[\\/](react|react-dom|react-router|scheduler)[\\/]/ },
          ],
        },
      },
    },
  },
});
