/// <reference types="vitest/config" />
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

export default defineConfig({
  plugins: [react()],
  // The server replaces this mark by a fresh nonce in each answer (docs/adr/0002).
  html: { cspNonce: "__CSP_NONCE__" },
  build: {
    target: "es2022",
    // A file inlined as data: would need a looser Content-Security-Policy.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 600,
  },
  server: { proxy: { "/api": process.env.API_URL ?? "http://localhost:8080" } },
  test: {
    environment: "happy-dom",
    include: ["src/**/*.test.{ts,tsx}"],
    setupFiles: ["src/test/setup.ts"],
    env: { TZ: "UTC" },
  },
});
