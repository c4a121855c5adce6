import { collect } from '../engine/inventory/collect.ts';
import { readArguments } from './arguments.ts';
import { collectOptions, connectionFrom, connectionHelp, connectionOptions } from './connection-arguments.ts';
import type { Command } from './context.ts';
import { writeResult } from './output.ts';
import { progressBar } from './progress-bar.ts';
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
    const connection = connectionFrom(given, context);
    const bar = progressBar(context.stderr);
    await writeResult(given.text('output'), context, async () => {
      try {
        const inventory = await collect(connection.target, {
          ...collectOptions(connection, context, bar.onProgress),
          now: context.now().toISOString(),
        });
        return { text: `${JSON.stringify(inventory, null, 2)}\n` };
      } finally {
        await bar.clear();
      }
    });
    await tellWarnings(context, connection.warnings);
    return 0;
  },
};
