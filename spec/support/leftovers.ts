/** Timers and sockets that keep a process alive, by kind; those of servers are the spec's own. */
export type OpenResources = Readonly<Record<string, number>>;

const counted = /^(?:Timeout|TCPSocketWrap|TCPConnectWrap|GetAddrInfo\w*)$/;

function openNow(): OpenResources {
  const counts: Record<string, number> = {};
  for (const kind of process.getActiveResourcesInfo()) if (counted.test(kind)) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}

/** Waits on a timer that does not itself keep the process alive, and so is not counted. */
const moment = () => new Promise<void>((resolve) => void setTimeout(resolve, 5).unref());

/** What is open before the work that is watched. The test runner's own timers last a tenth of a second; what stays longer stays. */
export async function openResources(): Promise<OpenResources> {
  for (let waited = 0; waited < 40 && Object.keys(openNow()).length > 0; waited += 1) await moment();
  return openNow();
}

/** Waits until no more is open than before. Sockets take a moment to close; what is open after seconds was left behind, and is an error that names it. */
export async function nothingLeft(before: OpenResources): Promise<void> {
  const left = () => Object.entries(openNow()).filter(([kind, count]) => count > (before[kind] ?? 0));
  for (let waited = 0; waited < 600 && left().length > 0; waited += 1) await moment();
  const found = left();
  if (found.length > 0)
    throw new Error(`left behind: ${found.map(([kind, count]) => `${count - (before[kind] ?? 0)} ${kind}`).join(", ")}`);
}
