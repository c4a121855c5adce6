import { draftPolicy } from '../engine/policy/draft/draft-policy.ts';
import { readArguments } from './arguments.ts';
import { connectionFrom, connectionHelp, connectionOptions } from './connection-arguments.ts';
import type { Command } from './context.ts';
import { writeResult } from './output.ts';
import { readCluster } from './read-cluster.ts';
import { tellWarnings } from './warnings.ts';

/** `postern policy init`. */
export const command: Command = {
  help: `postern policy init [--output FILE]

A policy drafted from the database. What the catalog shows is marked "inferred"; what only people can decide stands
commented out, marked "unstated".

${connectionHelp}
  --output FILE        written whole or not at all`,

  async run(context, argv) {
    const given = readArguments(argv, { ...connectionOptions, output: { type: 'string' } });
    const connection = connectionFrom(given, context);
    await writeResult(given.text('output'), context, async () => {
      const inventory = await readCluster(connection, context);
      return { text: draftPolicy(inventory) };
    });
    await tellWarnings(context, connection.warnings);
    return 0;
  },
};
