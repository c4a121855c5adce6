import { accessLinesText } from '../engine/analysis/access-lines-text.ts';
import { databaseAccess } from '../engine/analysis/effective-privileges.ts';
import { visibleText } from '../engine/model/visible-text.ts';
import { joinedChunks } from '../engine/report/joined-chunks.ts';
import { accessConnection, accessHelp, accessOptions, orUnread, readForAccess } from './access-read.ts';
import { oneOf, readArguments } from './arguments.ts';
import type { Command } from './context.ts';
import { openOutput } from './output.ts';

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
        const access = databaseAccess(await readForAccess(connection, context, 'access'));
        await output.commitChunks(joinedChunks(accessLinesText(access)));
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
