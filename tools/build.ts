// Makes the publishable package under build/package: compiled JavaScript, data files, and a manifest that names neither
// the development tools nor the packages that bring Node itself.
import { spawnSync } from "node:child_process";
import { cpSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const top = fileURLToPath(new URL("../", import.meta.url));
const out = join(top, "build", "package");

rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
const tsc = join(top, "node_modules", "typescript", "bin", "tsc");
const compiled = spawnSync(process.execPath, [tsc, "-p", "tsconfig.build.json", "--outDir", join(out, "dist")], {
  cwd: top,
  stdio: "inherit",
});
if (compiled.status !== 0) process.exit(1);
for (const file of globSync("src/**/*.{yaml,json,css}", { cwd: top })) {
  const target = join(out, "dist", file.slice("src/".length));
  mkdirSync(dirname(target), { recursive: true });
  cpSync(join(top, file), target);
}
for (const file of ["bin", "LICENSE", "NOTICE", "README.md", "SECURITY.md"]) {
  cpSync(join(top, file), join(out, file), { recursive: true });
}
const manifest: Record<string, unknown> = JSON.parse(readFileSync(join(top, "package.json"), "utf8"));
const { scripts: _scripts, devDependencies: _dev, optionalDependencies: _node, ...kept } = manifest;
const published = {
  ...kept,
  exports: { ".": { types: "./dist/index.d.ts", default: "./dist/index.js" } },
  files: ["bin", "dist", "LICENSE", "NOTICE", "README.md", "SECURITY.md"],
};
writeFileSync(join(out, "package.json"), `${JSON.stringify(published, null, 2)}\n`);
console.log(`built ${out}`);
