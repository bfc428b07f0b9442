/** What a room may import: other rooms (by path under src/) and packages. `node:` modules count as packages. */
export interface Room {
  readonly room: string;
  readonly rooms: readonly string[];
  readonly packages: readonly string[];
}

const hashes = "@noble/hashes";

/** The house, most specific room first. A file belongs to the first room whose path holds it. */
export const house: readonly Room[] = [
  { room: "domain/core", rooms: [], packages: [hashes] },
  { room: "domain/crypto", rooms: ["domain/core"], packages: [hashes, "@noble/curves", "@noble/ciphers"] },
  { room: "domain/ledger", rooms: ["domain/core", "domain/crypto"], packages: [] },
  { room: "domain/iam", rooms: ["domain/core"], packages: ["jsonc-parser"] },
  { room: "domain/snapshot", rooms: ["domain/core", "domain/root-tasks"], packages: ["zod"] },
  { room: "domain/inventory", rooms: ["domain/core"], packages: ["zod"] },
  { room: "domain/root-tasks", rooms: ["domain/core"], packages: [] },
  { room: "domain/mail", rooms: ["domain/core", "domain/snapshot"], packages: [] },
  {
    room: "domain/posture",
    rooms: ["domain/core", "domain/snapshot", "domain/inventory", "domain/iam", "domain/root-tasks", "domain/mail"],
    packages: [],
  },
  {
    room: "domain/takeover",
    rooms: ["domain/core", "domain/snapshot", "domain/inventory", "domain/iam", "domain/root-tasks", "domain/mail"],
    packages: [],
  },
  {
    room: "domain/policy",
    rooms: ["domain/core", "domain/snapshot", "domain/inventory", "domain/iam"],
    packages: [],
  },
  {
    room: "domain/guards",
    rooms: ["domain/core", "domain/snapshot", "domain/inventory", "domain/iam", "domain/root-tasks"],
    packages: [],
  },
  {
    room: "domain/custody",
    rooms: ["domain/core", "domain/crypto", "domain/ledger", "domain/root-tasks"],
    packages: ["zod"],
  },
  { room: "domain/notice", rooms: ["domain/core"], packages: [] },
  {
    room: "world/aws",
    rooms: ["domain"],
    packages: [
      "@aws-sdk/client-iam",
      "@aws-sdk/client-sts",
      "@aws-sdk/client-organizations",
      "@aws-sdk/client-account",
      "@aws-sdk/client-s3",
      "@aws-sdk/client-sqs",
      "@aws-sdk/credential-providers",
      "@smithy/signature-v4",
      "@smithy/protocol-http",
      "@smithy/node-http-handler",
      "@aws-crypto/sha256-js",
      "node:",
    ],
  },
  { room: "world/files", rooms: ["domain"], packages: ["node:", "yaml", "jsonc-parser"] },
  { room: "world/mail", rooms: ["domain"], packages: ["node:", "tldts"] },
  { room: "world/dns", rooms: ["domain"], packages: ["node:", "tldts"] },
  { room: "world/ledger-files", rooms: ["domain"], packages: ["node:"] },
  { room: "world/store", rooms: ["domain"], packages: ["node:", "zod"] },
  {
    room: "world/sealing",
    rooms: ["domain"],
    packages: ["node:", "age-encryption", "shamir-secret-sharing", "kdbxweb", "qr", "zod"],
  },
  { room: "world/clock", rooms: ["domain"], packages: ["node:"] },
  { room: "world/lines", rooms: ["domain"], packages: ["node:"] },
  { room: "world/broker-client", rooms: ["domain"], packages: ["node:"] },
  { room: "world/gate-client", rooms: ["domain"], packages: ["node:", "zod"] },
  { room: "world/notify", rooms: ["domain"], packages: ["node:", "nodemailer", "zod"] },
  { room: "world/anchors", rooms: ["domain"], packages: ["node:"] },
  { room: "world/kit-files", rooms: ["domain"], packages: ["node:"] },
  { room: "world/separation", rooms: ["domain"], packages: ["node:"] },
  { room: "world/deployment", rooms: ["domain"], packages: ["node:"] },
  { room: "world/identity", rooms: ["domain"], packages: ["node:", "zod"] },
  { room: "app", rooms: ["domain", "world"], packages: ["yaml", "zod", "jsonc-parser", "diff"] },
  { room: "faces/report", rooms: ["domain", "app"], packages: ["zod", "node:crypto"] },
  { room: "faces/contract", rooms: ["domain"], packages: ["zod"] },
  { room: "faces/paper", rooms: ["domain"], packages: ["pdfkit", "qr", "node:"] },
  { room: "faces/broker", rooms: ["domain", "world", "app"], packages: ["node:", "zod"] },
  { room: "faces/courier", rooms: ["domain", "world", "app"], packages: ["node:", "zod"] },
  {
    room: "faces/gate",
    rooms: ["domain", "world", "app", "faces/contract", "faces/report", "faces/paper"],
    packages: ["node:", "zod"],
  },
  { room: "faces/witness", rooms: ["domain", "world", "app"], packages: ["node:", "zod"] },
  {
    room: "faces/cli",
    rooms: [
      "domain",
      "world",
      "app",
      "faces/contract",
      "faces/report",
      "faces/paper",
      "faces/broker",
      "faces/courier",
      "faces/gate",
      "faces/witness",
      "demo",
    ],
    packages: ["commander", "zod", "yaml", "node:"],
  },
  {
    room: "demo",
    rooms: ["domain/core"],
    packages: ["node:", "zod", "yaml", "@smithy/signature-v4", "@smithy/protocol-http", "@aws-crypto/sha256-js"],
  },
  { room: "index.ts", rooms: ["domain", "app", "world"], packages: [] },
];
