// The worlds from which the cases of test/replay/ are recorded, one a file.
import { gateWorlds } from "./gate.ts";
import { headWorlds } from "./heads.ts";
import { overviewWorlds } from "./overview.ts";
import { reviewWorlds } from "./review.ts";
import type { CaseWorld } from "./world.ts";

export const caseWorlds: readonly CaseWorld[] = [...gateWorlds, ...headWorlds, ...reviewWorlds, ...overviewWorlds];
