// What helps and is no duty: fetched beside the index, so that nobody waits for it, and missed by nobody where it does not come.

import { searchCounted } from "./counts.js";
import { groupedOptions } from "./groups.js";

export const counted = searchCounted;
export const grouped = groupedOptions;
