import { controlStates } from '../../coverage/coverage.ts';
import { inline, table } from '../markdown/markdown-text.ts';
import {
  cellAt,
  filterWords,
  type MatrixInput,
  matrixColumns,
  noteKey,
  stateSigns,
  stateWords,
  statusWords,
} from './matrix-input.ts';

/** The matrix as GitHub-flavoured Markdown: a table of signs, what they mean, and what no threat names. */
export function matrixMarkdown(input: MatrixInput): string {
  const { coverage, name, scannedAt, notes, titleOf } = input;
  const columns = matrixColumns(input);
  const filter = filterWords(input);
  const rows = coverage.rows.map((row) => {
    const note = notes.get(noteKey(row));
    const networks =
      row.cidrs === null || row.cidrs.length === 0 ? '' : ` (${row.cidrs.map(inline).join(', ')})`;
    return [
      `${inline(row.title)}${networks}`,
      `**${statusWords[row.status]}**`,
      ...columns.map((column) => {
        const cell = cellAt(row, column);
        if (cell === null) return '·';
        const sign = stateSigns[cell.state];
        return column.control === null && cell.applying > 0
          ? `${sign} ${cell.holding}/${cell.applying}`
          : sign;
      }),
      `${inline(row.residualRisk)}${note ? `<br>Note: ${inline(note)}` : ''}`,
    ];
  });
  const head = [
    'Threat or boundary',
    'Status',
    ...columns.map((column) => column.control ?? column.area),
    'What remains',
  ];
  const removable = coverage.removableControls.map((id) => `- ${titleOf(id)} (${id})\n`).join('');
  return [
    `# Coverage of ${inline(name)}\n`,
    `From the scan of ${inline(scannedAt)}.${filter === '' ? '' : ` Only ${inline(filter)}; a status is of all controls of its row.`}\n`,
    table(head, rows, 'Nothing is left by the filter.'),
    `${controlStates.map((state) => `${stateSigns[state]} ${stateWords[state]}`).join(', ')}. Figures: controls that hold, of those that apply.\n`,
    `## Controls that no threat names\n\n${removable || 'None.\n'}`,
  ].join('\n');
}
