// What may open a whole snapshot, or read a whole policy: of 50,000 tables that is seconds of work which nothing interrupts.
// The web process hands these requests to a process of their own and answers everybody else meanwhile. A test reads the
// imports of every page and route and fails on one that is missing here.

const id = '[^/]+';

const pages = [
  `/databases/${id}/(access|changes|columns|decisions|findings|model|network|policy|rows)(/.*)?`,
  `/remediation/${id}`,
  '/policy',
  '/threats',
];

const routes = [
  '/api/policy(/.*)?',
  '/api/threats',
  '/api/findings/(export|requests/.*)',
  '/api/remediations(/.*)?',
  '/api/targets',
  `/api/targets/${id}/(decisions|export|maintenance-window|network|policy)(/.*)?`,
];

const pattern = new RegExp(`^(${[...pages, ...routes].join('|')})/?$`);

/** Whether what answers this path may open snapshots or policies. */
export function opensSnapshots(pathname: string): boolean {
  return pattern.test(pathname);
}
