import type { Standing } from "../bg/screen.ts";

/** How a screen begins where no deployment stands behind what it shows: what was read with one's own credentials. */
export const noDeployment: Standing = { isRehearsal: false, isSolo: false };
