import { parseAst } from 'vitest/node';

// Reads route handlers and pages as text, so that going round the door shows even where nothing runs it.

const methods = ['GET', 'HEAD', 'OPTIONS', 'POST', 'PUT', 'PATCH', 'DELETE'];

export type Node = { readonly type: string } & Readonly<Record<string, unknown>>;

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value;

/** The syntax tree of a module's text (ESTree). */
export function parseModule(text: string): Node {
  const program: unknown = parseAst(text, { lang: 'tsx' });
  if (!isNode(program)) throw new Error('the module does not parse');
  return program;
}

function children(node: Node): readonly Node[] {
  return Object.values(node).flatMap((value) => (Array.isArray(value) ? value : [value]).filter(isNode));
}

function* walk(node: Node): Generator<Node> {
  yield node;
  for (const child of children(node)) yield* walk(child);
}

const nameOf = (node: unknown): string | null =>
  isNode(node) && typeof node.name === 'string' ? node.name : null;

function nodes(value: unknown): readonly Node[] {
  return Array.isArray(value) ? value.filter(isNode) : [];
}

/** Module each imported name comes from. */
function imports(program: Node): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const statement of nodes(program.body)) {
    if (statement.type !== 'ImportDeclaration' || !isNode(statement.source)) continue;
    for (const specifier of nodes(statement.specifiers)) {
      const local = nameOf(specifier.local);
      if (local !== null) found.set(local, String(statement.source.value));
    }
  }
  return found;
}

/** The `can` of `route({ can, … }, …)`, or why it is none. */
function declaredCan(call: Node): readonly string[] | string {
  const [options] = nodes(call.arguments);
  const can = nodes(options?.properties).find((property) => nameOf(property.key) === 'can')?.value;
  if (!isNode(can)) return 'does not say who can';
  const parts = can.type === 'ArrayExpression' ? nodes(can.elements) : [can];
  const said = parts.map((part) => (part.type === 'Literal' ? String(part.value) : null));
  if (said.some((one) => one === null) || said.length === 0)
    return 'says who can in a way this test cannot read';
  return said.filter((one) => one !== null);
}

/** Methods of a route file, each with who can, or what is wrong. */
export function routeMethods(program: Node): ReadonlyMap<string, readonly string[] | string> {
  const from = imports(program);
  const made = new Map<string, Node>();
  const exported = new Map<string, Node | null>();
  for (const statement of nodes(program.body)) {
    const declared =
      statement.type === 'ExportNamedDeclaration' && isNode(statement.declaration)
        ? statement.declaration
        : statement;
    if (declared.type === 'VariableDeclaration') {
      for (const { id, init } of nodes(declared.declarations)) {
        const name = nameOf(id);
        if (name === null || !isNode(init)) continue;
        made.set(name, init);
        if (declared !== statement) exported.set(name, init);
      }
    } else if (declared !== statement) {
      exported.set(nameOf(declared.id) ?? '?', null);
    }
    if (statement.type === 'ExportNamedDeclaration') {
      for (const specifier of nodes(statement.specifiers)) {
        exported.set(nameOf(specifier.exported) ?? '?', made.get(nameOf(specifier.local) ?? '') ?? null);
      }
    }
    if (statement.type === 'ExportAllDeclaration' || statement.type === 'ExportDefaultDeclaration')
      exported.set('*', null);
  }
  return new Map(
    [...exported].map(([name, value]) => {
      if (!methods.includes(name)) return [name, 'is exported and is no method'];
      const throughDoor =
        value?.type === 'CallExpression' &&
        nameOf(value.callee) === 'route' &&
        from.get('route') === '#lib/service/auth/route.ts';
      return [name, throughDoor ? declaredCan(value) : 'does not go through route()'];
    }),
  );
}

/** What is wrong with a page, or null: its first statement must be the door, and nothing may be awaited before it. */
export function pageProblem(program: Node): string | null {
  const from = imports(program);
  const statement = nodes(program.body).find((one) => one.type === 'ExportDefaultDeclaration');
  const page = statement && isNode(statement.declaration) ? statement.declaration : null;
  if (page?.type !== 'FunctionDeclaration' || !isNode(page.body))
    return 'does not export a function of its own';
  for (const node of walk(page.body)) {
    if (node.type !== 'AwaitExpression' || !isNode(node.argument)) continue;
    const called = node.argument.type === 'CallExpression' ? nameOf(node.argument.callee) : null;
    const door = called !== null && ['requirePerson', 'openToAnyone'].includes(called);
    if (door && from.get(called) === '#lib/service/auth/page.ts') return null;
    // The parameters of a page are promises; reading them reads nothing of ours.
    if (isNode(node.argument) && ['params', 'searchParams', 'props'].includes(nameOf(node.argument) ?? ''))
      continue;
    const object =
      isNode(node.argument) && node.argument.type === 'MemberExpression'
        ? nameOf(node.argument.object)
        : null;
    if (object === 'props') continue;
    return 'awaits something before the door';
  }
  return 'never comes to the door';
}
