// The program that `npm start` runs: nothing else is loaded before the version of Node is checked.
import "./node-version.js";

await import("./start.ts");
