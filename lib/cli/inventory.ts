import { inventoryText } from '../engine/report/inventory-text.ts';
import { joinedChunks } from '../engine/report/joined-chunks.ts';
import { oneOf, readArguments } from './arguments.ts';
import { connectionFrom, connectionHelp, connectionOptions } from './connection-arguments.ts';
import type { Command } from './context.ts';
import { writeChunks } from './output.ts';
import { readCluster } from './read-cluster.ts';
import { tellWarnings } from './warnings.ts';

/** `postern inventory`. */
export const command: Command = {
  help: `postern inventory [--output FILE]

The snapshot alone, as JSON: every catalog section, or why it could not be read.

${connectionHelp}
  --output FILE        written whole or not at all`,

  async run(context, argv) {
    const given = readArguments(argv, {
      ...connectionOptions,
      output: { type: 'string' },
      format: { type: 'string' },
    });
    oneOf('format', given.text('format') ?? 'json', ['json']);
    const connection = connectionFrom(given, context);
    await writeChunks(given.text('output'), context, async () =>
      joinedChunks(inventoryText(await readCluster(connection, context))),
    );
    await tellWarnings(context, connection.warnings);
    return 0;
  },
};
