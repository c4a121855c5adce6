import { readFileSync } from 'node:fs';
import { decide } from '../engine/analysis/hba/decide.ts';
import type { HbaDecision } from '../engine/analysis/hba/hba-rule.ts';
import { parseHbaFile } from '../engine/analysis/hba/parse-hba-file.ts';
import { type IdentRules, parseIdentFile } from '../engine/analysis/hba/parse-ident-file.ts';
import { whyNotInForce } from '../engine/analysis/hba/rules-in-force.ts';
import { includedFiles } from './auth-file-reader.ts';
import { readRequests } from './hba-request.ts';
import { reasonOf } from './read-input.ts';

/** `postern hba decide`, its flags taken apart. */
export interface HbaDecideArguments {
  readonly file: string;
  readonly ident?: string;
  readonly serverVersion?: string;
  readonly request: string;
}

/** One line about what cannot be used; the command ends with code 2. */
class Unusable extends Error {}

const majors = { oldest: 14, newest: 18 };

/** `15`, `15.18` or `150018`; the newest major when not said. */
function majorOf(text: string | undefined): number {
  if (text === undefined) return majors.newest;
  const number = /^\d{5,6}$/.test(text)
    ? Math.floor(Number(text) / 10_000)
    : /^\d+(\.\d+)*$/.test(text)
      ? Number.parseInt(text, 10)
      : Number.NaN;
  if (!(number >= majors.oldest && number <= majors.newest)) {
    throw new Unusable(
      `--server-version ${JSON.stringify(text)} is none of ${majors.oldest} to ${majors.newest}`,
    );
  }
  return number;
}

function contentOf(flag: string, file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new Unusable(`${flag} ${JSON.stringify(file)}: ${reasonOf(error)}`);
  }
}

/** What the answer says of the map the method goes through, when the maps were given. */
function mapReason(decision: HbaDecision, ident: IdentRules | null): string {
  const map = decision.options.map;
  if (ident === null || decision.decision !== 'method' || map === undefined) return '';
  const notInForce = whyNotInForce(ident.errors, 'pg_ident.conf');
  if (notInForce !== null) return `; the maps are unknown: ${notInForce}`;
  const lines = ident.rules.filter((rule) => rule.map === map).map((rule) => rule.line);
  return lines.length === 0
    ? `; map ${JSON.stringify(map)} has no line, so nobody gets in`
    : `; map ${JSON.stringify(map)} is line ${lines.join(', ')} of the ident file`;
}

function answerOf(decision: HbaDecision, ident: IdentRules | null) {
  const { rule } = decision;
  return {
    decision: decision.decision,
    method: decision.method,
    options: decision.options,
    rule: rule === null ? null : { file: rule.file, line: rule.line },
    reason: `${decision.reason}${mapReason(decision, ident)}`,
  };
}

/**
 * Says which rule of a `pg_hba.conf` decides each connection attempt of `request.json`, without any server.
 * JSON of the request's shape goes to `stdout`; returns the exit code: 0, or 2 with one line on `stderr`.
 */
export function runHbaDecide(
  given: HbaDecideArguments,
  streams: {
    readonly stdout: { write(text: string): unknown };
    readonly stderr: { write(text: string): unknown };
  },
): 0 | 2 {
  try {
    const major = majorOf(given.serverVersion);
    const requests = readRequests(contentOf('--request', given.request));
    if ('wrong' in requests)
      throw new Unusable(`--request ${JSON.stringify(given.request)}: ${requests.wrong}`);
    const rules = parseHbaFile(contentOf('--file', given.file), {
      major,
      file: given.file,
      include: includedFiles,
    });
    const ident =
      given.ident === undefined
        ? null
        : parseIdentFile(contentOf('--ident', given.ident), {
            major,
            file: given.ident,
            include: includedFiles,
          });
    const answers = requests.requests.map((request) => answerOf(decide(rules, request), ident));
    streams.stdout.write(`${JSON.stringify(requests.many ? answers : answers[0], null, 2)}\n`);
    return 0;
  } catch (error) {
    if (!(error instanceof Unusable)) throw error;
    streams.stderr.write(`postern: ${error.message}\n`);
    return 2;
  }
}
