// Jest's environment for Node. GitHub's descriptions are read and compiled once for all test files of a worker, which takes seconds.
import { TestEnvironment } from "jest-environment-node";

let traffic;

export default class extends TestEnvironment {
  async setup() {
    await super.setup();
    this.global.sharedTraffic = () => {
      traffic ??= import("./contract/traffic.ts");
      return traffic;
    };
  }
}
