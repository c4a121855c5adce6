import { controlById } from '../engine/controls/registry.ts';
import { controlStates, threatStatuses } from '../engine/coverage/coverage.ts';
import { type CoverageFilter, filterCoverage } from '../engine/coverage/filter.ts';
import { areas, enforcedWhere } from '../engine/model/area.ts';
import { standards } from '../engine/model/reference.ts';
import { matrixCsv } from '../engine/report/matrix/matrix-csv.ts';
import type { MatrixInput } from '../engine/report/matrix/matrix-input.ts';
import { matrixMarkdown } from '../engine/report/matrix/matrix-markdown.ts';
import { matrixSvg } from '../engine/report/matrix/matrix-svg.ts';
import type { ScanResult } from '../engine/scan-result.ts';
import { type Arguments, oneOf, readArguments } from './arguments.ts';
import { unusable } from './command-failure.ts';
import { connectionFrom, connectionHelp, connectionOptions } from './connection-arguments.ts';
import type { Command } from './context.ts';
import { writeResult } from './output.ts';
import { policyFrom, policyOption } from './policy-input.ts';
import { scanCluster } from './scan-cluster.ts';
import { tellWarnings } from './warnings.ts';

const formats = ['json', 'csv', 'md', 'svg'] as const;

function listed<const Word extends string>(
  given: Arguments,
  flag: string,
  words: readonly Word[],
): readonly Word[] {
  const values = given.all(flag).flatMap((one) => one.split(','));
  return values.map((value) => oneOf(flag, value.trim(), words));
}

function filterFrom(given: Arguments): CoverageFilter {
  return {
    area: listed(given, 'area', areas),
    framework: listed(given, 'framework', standards),
    where: listed(given, 'where', enforcedWhere),
    state: listed(given, 'state', controlStates),
    risk: listed(given, 'risk', threatStatuses),
    database: given.text('in-database') ?? null,
  };
}

function matrixOf(
  result: ScanResult,
  filter: CoverageFilter,
  name: string,
  unfolded: MatrixInput['unfolded'],
): MatrixInput {
  const coverage = filterCoverage(result.coverage, filter, (id) => controlById(id)?.references ?? []);
  if (coverage === null) throw unusable('--in-database names a database that this scan did not look for');
  return {
    coverage,
    name,
    scannedAt: result.scan.finishedAt,
    unfolded,
    notes: new Map(),
    titleOf: (id) => controlById(id)?.title ?? id,
  };
}

function render(format: (typeof formats)[number], input: MatrixInput): string {
  switch (format) {
    case 'json': {
      const { rows, removableControls, filter } = input.coverage;
      const document = { schemaVersion: '1', scannedAt: input.scannedAt, filter, rows, removableControls };
      return `${JSON.stringify(document, null, 2)}\n`;
    }
    case 'csv':
      return matrixCsv(input);
    case 'md':
      return matrixMarkdown(input);
    case 'svg':
      return matrixSvg(input);
  }
}

const several = { type: 'string', multiple: true } as const;

/** `postern coverage`. */
export const command: Command = {
  help: `postern coverage [--policy FILE] [--format json|csv|md|svg] [--output FILE] [FILTERS]

The matrix of threats and boundaries against controls, of a scan made now. Changes nothing.

${connectionHelp}
  --policy FILE        the security architecture to judge by (docs/policy.md)
  --format FORMAT      default: json
  --output FILE        written whole or not at all
  --in-database NAME   the matrix as one database of the cluster has it
  --area A,B  --framework F  --where W  --state S
                       only controls of these areas, standards, places of enforcement, states
  --risk R             only rows that are ${threatStatuses.join(', ')}
  --unfold A,B         md and svg: these areas by control`,

  async run(context, argv) {
    const given = readArguments(argv, {
      ...connectionOptions,
      policy: policyOption,
      format: { type: 'string' },
      output: { type: 'string' },
      'in-database': { type: 'string' },
      area: several,
      framework: several,
      where: several,
      state: several,
      risk: several,
      unfold: several,
    });
    const format = oneOf('format', given.text('format') ?? 'json', formats);
    const filter = filterFrom(given);
    const unfolded = listed(given, 'unfold', areas);
    const { policy, warnings } = policyFrom(given.all('policy'), context);
    const connection = connectionFrom(given, context);
    await writeResult(given.text('output'), context, async () => {
      const result = await scanCluster(connection, policy, context);
      const name = policy.system?.name ?? `system ${result.inventory.server.systemIdentifier}`;
      return { text: render(format, matrixOf(result, filter, name, unfolded)) };
    });
    const told = [...connection.warnings, ...warnings];
    await tellWarnings(context, told);
    return 0;
  },
};
