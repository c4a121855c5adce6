import { failureLine, unusable } from './command-failure.ts';
import { commands, laterCommands } from './commands.ts';
import type { Context, ExitCode } from './context.ts';

function overview(): string {
  const width = Math.max(...Object.keys(commands).map((words) => words.length));
  const lines = Object.entries(commands).map(
    ([words, { summary }]) => `  ${words.padEnd(width)}  ${summary}`,
  );
  return `Usage: postern COMMAND [OPTIONS]

Shows how secure a PostgreSQL cluster is, and how to mend what is not.

${lines.join('\n')}

postern COMMAND --help says more about one; postern --version says which version this is.
Exit codes: 0 done, 1 findings at or above --fail-on, 2 unusable arguments or input, 3 the database could not be read.
`;
}

/** Takes the longest command the arguments begin with. */
function commandOf(argv: readonly string[]): { readonly words: string; readonly rest: readonly string[] } {
  for (const count of [2, 1]) {
    const words = argv.slice(0, count).join(' ');
    if (argv.length >= count && Object.hasOwn(commands, words)) return { words, rest: argv.slice(count) };
  }
  const [first = ''] = argv;
  if (laterCommands.includes(first)) throw unusable(`"${first}" is not supported yet`);
  const family = Object.keys(commands).filter((words) => words.startsWith(`${first} `));
  if (family.length > 0)
    throw unusable(
      `"${first}" needs one of: ${family.map((words) => words.slice(first.length + 1)).join(', ')}`,
    );
  const named =
    first.includes('://') || first.length > 60
      ? 'the first argument is no command'
      : `there is no command "${first}"`;
  throw unusable(`${named}; postern --help lists them`);
}

async function dispatch(context: Context, argv: readonly string[]): Promise<ExitCode> {
  const [first] = argv;
  if (first === undefined) throw unusable('no command given; postern --help lists them');
  if (first === '--help' || first === '-h' || first === 'help') {
    await context.stdout.write(overview());
    return 0;
  }
  if (first === '--version' || first === '-V') {
    await context.stdout.write(`postern ${context.toolVersion}\n`);
    return 0;
  }
  const { words, rest } = commandOf(argv);
  const command = await commands[words]?.load();
  if (!command) throw unusable(`there is no command "${words}"`);
  if (rest.includes('--help') || rest.includes('-h')) {
    await context.stdout.write(`Usage: ${command.help}\n`);
    return 0;
  }
  return command.run(context, rest);
}

/** Runs one command line; never throws. On codes 2 and 3 exactly one line has gone to stderr. */
export async function run(context: Context, argv: readonly string[]): Promise<ExitCode> {
  try {
    return await dispatch(context, argv);
  } catch (error) {
    const { code, line } = failureLine(error);
    if (context.env.POSTERN_DEBUG === '1' && error instanceof Error)
      await context.stderr.write(`${error.stack ?? ''}\n`);
    await context.stderr.write(line);
    return code;
  }
}
