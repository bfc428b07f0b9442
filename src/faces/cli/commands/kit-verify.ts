import type { CommandSpec } from "../command.ts";

/** `rootward kit verify`: whether a copy of a kit is whole. */
export const kitVerifyCommand: CommandSpec = {
  path: "kit verify",
  summary: "read a copy of a kit again: the file whole, or its printed pages scanned; names what is missing",
  description:
    "Takes the kit's file, or a text file with the scans of its printed pages (zbarimg --raw), in any order and with repeats. Opens nothing and needs no sheet. With --sha256 (it stands on every page) it says whether this is the kit that was printed; --out writes the joined file.",
  args: [["<file>", "kit.age, or a text file with RWK1 scans; - reads scans from standard input"]],
  groups: ["format"],
  options: [
    { flags: "--sha256 <HASH>", help: "the SHA-256 of the kit, as printed or registered" },
    { flags: "--out <FILE>", help: "write the kit that was joined from scans" },
  ],
  examples: [
    [
      "a file on a stick",
      "rootward kit verify kit.age --sha256 5faa4eec3611556812c2d74b437c8c49add3f910f10063d801441f7d75cd5e3b",
    ],
    ["printed pages", "rootward kit verify scans.txt --out kit.age"],
  ],
  run: async (invocation) => {
    const { runKitVerify } = await import("../kit/kit-verify.ts");
    return runKitVerify(invocation);
  },
};
