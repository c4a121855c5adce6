// What may open a whole snapshot, or read a whole policy: of 50,000 tables that is seconds of work which nothing interrupts.
// The web process hands these requests to a process of their own and answers everybody else meanwhile. A test reads the
// imports of every page and route and fails on one that is missing here.

const id = '[^/]+';

const pages = [
  `/databases/${id}/(access|changes|columns|decisions|findings/.*|model|network|policy|rows)(/.*)?`,
  `/remediation/${id}`,
  '/policy',
  '/threats',
];

const routes = [
  '/api/policy(/.*)?',
  '/api/threats',
  '/api/findings/(export|requests/.*)',
  '/api/remediations(/(?!waiting$).*)?',
  '/api/targets',
  `/api/targets/${id}/(decisions|export|maintenance-window|network|policy)(/.*)?`,
];

const always = new RegExp(`^(${[...pages, ...routes].join('|')})/?$`);
/** A list that opens a snapshot for the finding beside it, where one is `selected`. */
const withSelected = new RegExp(`^/databases/${id}/findings/?$`);

/** Whether what answers a request of this path and query may open snapshots or policies. */
export function opensSnapshots(url: string): boolean {
  const [pathname = '', query = ''] = url.split('?', 2);
  return always.test(pathname) || (withSelected.test(pathname) && new URLSearchParams(query).has('selected'));
}
