import type { Finding } from '../engine/model/finding.ts';
import { severityRank } from '../engine/model/severity.ts';
import type { Policy } from '../engine/policy/policy.ts';
import { scanCsv } from '../engine/report/csv.ts';
import { joinedChunks } from '../engine/report/joined-chunks.ts';
import { scanDocument, scanJson } from '../engine/report/json.ts';
import { hardeningReport } from '../engine/report/markdown.ts';
import { scanText } from '../engine/report/text.ts';
import type { ScanResult } from '../engine/scan-result.ts';
import { type Arguments, oneOf } from './arguments.ts';
import { unusable } from './command-failure.ts';
import type { Context, ExitCode } from './context.ts';
import { writeChunks } from './output.ts';

const formats = ['json', 'text', 'md', 'csv'] as const;
const later = ['sarif', 'ocsf', 'oscal', 'hdf', 'pdf'];
const thresholds = ['critical', 'high', 'medium', 'low'] as const;

type Format = (typeof formats)[number];

function formatOf(given: Arguments, context: Context): Format {
  const named = given.text('format');
  if (named === undefined)
    return context.stdout.isTerminal && given.text('output') === undefined ? 'text' : 'json';
  if (later.includes(named)) throw unusable(`--format ${named} is not supported yet`);
  return oneOf('format', named, formats);
}

function render(format: Format, result: ScanResult, policy: Policy): Iterable<string> {
  const document = scanDocument(result);
  switch (format) {
    case 'json':
      return joinedChunks(scanJson(document));
    case 'text':
      return [scanText(document)];
    case 'csv':
      return joinedChunks(scanCsv(document));
    case 'md':
      return [hardeningReport({ document, inventory: result.inventory, policy })];
  }
}

/** Flags of every command that reports a judgement. */
export const reportOptions = {
  format: { type: 'string' },
  output: { type: 'string' },
  'fail-on': { type: 'string' },
} as const;

export const reportHelp = `  --format FORMAT      default: text on a terminal, else json
  --output FILE        written whole or not at all
  --fail-on SEVERITY   exit 1 when a finding that nobody has accepted is at least this bad`;

/** How a judgement is reported: read from the flags before anything is contacted. */
export interface ReportPlan {
  /** Writes the report of what `make` judges, and answers the exit code. */
  write(make: () => Promise<ScanResult>): Promise<ExitCode>;
}

/** Throws `CommandFailure` (2) for flags that are not understood. */
export function reportPlan(given: Arguments, policy: Policy, context: Context): ReportPlan {
  const format = formatOf(given, context);
  const failOn = given.text('fail-on');
  const threshold = failOn === undefined ? null : oneOf('fail-on', failOn, thresholds);
  return {
    write: async (make) => {
      let isBad = false;
      await writeChunks(given.text('output'), context, async () => {
        const result = await make();
        const counts = ({ accepted, severity }: Finding) =>
          threshold !== null && accepted === null && severityRank(severity) <= severityRank(threshold);
        isBad = result.verdicts.some((verdict) => verdict.findings.some(counts));
        return render(format, result, policy);
      });
      return isBad ? 1 : 0;
    },
  };
}
