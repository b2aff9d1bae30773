import { expect, it } from "vitest";
import { sha256Hex } from "./hash";

it("gives the SHA-256 of bytes in hex", async () => {
  const bytes = new TextEncoder().encode("abc").buffer as ArrayBuffer;
  expect(await sha256Hex(bytes)).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
});
