import { readArguments } from './arguments.ts';
import { unusable } from './command-failure.ts';
import type { Command } from './context.ts';
import { runHbaDecide } from './hba-decide.ts';

/** `postern hba decide`. */
export const command: Command = {
  help: `postern hba decide --file pg_hba.conf [--ident FILE] [--server-version 15] --request request.json

Which rule decides a connection attempt, without any server.`,

  async run(context, argv) {
    const given = readArguments(argv, {
      file: { type: 'string' },
      ident: { type: 'string' },
      'server-version': { type: 'string' },
      request: { type: 'string' },
    });
    const file = given.text('file');
    const request = given.text('request');
    if (file === undefined) throw unusable('--file is missing');
    if (request === undefined) throw unusable('--request is missing');
    const ident = given.text('ident');
    const serverVersion = given.text('server-version');
    return runHbaDecide(
      {
        file,
        request,
        ...(ident === undefined ? {} : { ident }),
        ...(serverVersion === undefined ? {} : { serverVersion }),
      },
      { stdout: context.stdout, stderr: context.stderr },
    );
  },
};
