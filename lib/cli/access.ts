import { accessLinesText } from '../engine/analysis/access-lines.ts';
import { databaseAccess } from '../engine/analysis/effective-privileges.ts';
import { visibleText } from '../engine/model/visible-text.ts';
import { accessConnection, accessHelp, accessOptions, orUnread, readForAccess } from './access-read.ts';
import { oneOf, readArguments } from './arguments.ts';
import type { Command } from './context.ts';
import { openOutput } from './output.ts';

/** Joins small chunks, so that a cluster of few roles does not cost a write per object. */
function* joined(chunks: Iterable<string>): Generator<string> {
  let waiting = '';
  for (const chunk of chunks) {
    waiting += chunk;
    if (waiting.length < 65_536) continue;
    yield waiting;
    waiting = '';
  }
  if (waiting !== '') yield waiting;
}

/** `postern access`. */
export const command: Command = {
  help: `postern access --database D [--format ndjson] [--output FILE]

Every effective privilege of every role in one database, a JSON object on each line.

${accessHelp}
  --output FILE        written whole or not at all`,

  async run(context, argv) {
    const given = readArguments(argv, { ...accessOptions, output: { type: 'string' } });
    oneOf('format', given.text('format') ?? 'ndjson', ['ndjson']);
    const connection = accessConnection(given, context);
    const output = await openOutput(given.text('output'), context);
    try {
      await orUnread(async () => {
        const access = databaseAccess(await readForAccess(connection, context));
        await output.commitChunks(joined(accessLinesText(access)));
      });
    } catch (error) {
      await output.discard();
      throw error;
    }
    for (const warning of connection.warnings)
      await context.stderr.write(`postern: warning: ${visibleText(warning, 600)}\n`);
    return 0;
  },
};
