import { type ControlState, controlStates, type ThreatStatus } from '../../coverage/coverage.ts';
import type { CoverageRow } from '../../coverage/filter.ts';
import {
  cellAt,
  filterWords,
  type MatrixColumn,
  type MatrixInput,
  matrixColumns,
  noteKey,
  stateWords,
  statusWords,
} from './matrix-input.ts';
import { wrap, xmlText } from './svg-text.ts';

// The colours of app/globals.css, light: a picture that is sent on stands on its own white ground.
const stateColours: Readonly<Record<ControlState, readonly [ink: string, wash: string]>> = {
  missing: ['#ad1f1b', '#fce6e4'],
  partial: ['#7f4c00', '#fbedd6'],
  unknown: ['#643aa1', '#efe8fb'],
  accepted: ['#0b5c68', '#dcf0f2'],
  unverified: ['#156236', '#ffffff'],
  verified: ['#156236', '#dff2e6'],
  'not-applicable': ['#59626d', '#ffffff'],
};

const statusStates: Readonly<Record<ThreatStatus, ControlState>> = {
  gap: 'missing',
  partial: 'partial',
  unknown: 'unknown',
  accepted: 'accepted',
  covered: 'unverified',
};

const frame = '<rect x="1.75" y="1.75" width="12.5" height="12.5" rx="2"';
const open = `${frame} fill="none" stroke="currentColor" stroke-width="1.5"/>`;
const solid = '<rect x="1" y="1" width="14" height="14" rx="2.5" fill="currentColor"/>';
const tick = (stroke: string) =>
  `<path d="m4.6 8.2 2.4 2.4 4.4-5" fill="none" stroke="${stroke}" stroke-width="1.8"/>`;

/** The same shapes as on the pages (components/ui/verdict-mark.tsx), 16 by 16. */
const shapes: Readonly<Record<ControlState, string>> = {
  missing: `${solid}<path d="m5 5 6 6m0-6-6 6" stroke="#ffffff" stroke-width="2"/>`,
  partial: `${open}<path d="M1.75 3.5a1.75 1.75 0 0 1 1.75-1.75h9.9L1.75 13.4Z" fill="currentColor"/>`,
  unknown: `${frame} fill="none" stroke="currentColor" stroke-width="1.5" stroke-dasharray="2.6 1.9"/><path d="M6.2 6.4c0-1 .8-1.7 1.8-1.7s1.8.7 1.8 1.6c0 1.2-1.7 1.3-1.7 2.6" fill="none" stroke="currentColor" stroke-width="1.5"/><circle cx="8.1" cy="11.3" r=".95" fill="currentColor"/>`,
  accepted: `${open}<path d="M8 4.6V8l2.3 1.6" fill="none" stroke="currentColor" stroke-width="1.6"/>`,
  unverified: `${open}${tick('currentColor')}`,
  verified: `${solid}${tick('#ffffff')}`,
  'not-applicable': '<path d="M4 8h8" stroke="currentColor" stroke-width="1.75"/>',
};

const mark = (state: ControlState, x: number, y: number, size = 11) =>
  `<g transform="translate(${x} ${y}) scale(${size / 16})" color="${stateColours[state][0]}">${shapes[state]}</g>`;

const size = 10;
const lineHeight = 13;
const margin = 16;
const titleWidth = 250;
const riskWidth = 330;
const line = '#dcdfe4';

interface Place {
  readonly columns: readonly MatrixColumn[];
  readonly columnWidth: (column: MatrixColumn) => number;
  readonly width: number;
  readonly head: number;
}

function texts(lines: readonly string[], x: number, y: number, more = ''): string {
  return lines
    .map((text, index) => `<text x="${x}" y="${y + index * lineHeight}"${more}>${xmlText(text)}</text>`)
    .join('');
}

function headRow(input: MatrixInput, place: Place, top: number): string {
  const base = top + place.head - 6;
  let x = margin + titleWidth;
  const heads = place.columns.map((column) => {
    const wide = place.columnWidth(column);
    const middle = x + wide / 2 + 3;
    x += wide;
    const name = column.control ?? column.area;
    const hint = column.control === null ? '' : `<title>${xmlText(input.titleOf(column.control))}</title>`;
    return `<text transform="translate(${middle} ${base}) rotate(-90)">${xmlText(name, 60)}${hint}</text>`;
  });
  return `<g fill="#414953">${texts(['Threat or boundary'], margin + 4, base)}${heads.join('')}${texts(['What remains'], x + 8, base)}</g>`;
}

interface Drawn {
  readonly text: string;
  readonly height: number;
}

function drawRow(row: CoverageRow, input: MatrixInput, place: Place, top: number): Drawn {
  const title = wrap(row.title, titleWidth - 34, size, 3);
  const networks =
    row.cidrs === null || row.cidrs.length === 0 ? [] : wrap(row.cidrs.join(', '), titleWidth - 34, size, 2);
  const note = input.notes.get(noteKey(row));
  const risk = wrap(`${statusWords[row.status]}. ${row.residualRisk}`, riskWidth - 16, size, 3);
  const noted = note === undefined ? [] : wrap(`Note: ${note}`, riskWidth - 16, size, 4);
  const lines = Math.max(title.length + networks.length, risk.length + noted.length);
  const height = Math.max(22, lines * lineHeight + 9);
  let x = margin + titleWidth;
  const cells = place.columns.map((column) => {
    const wide = place.columnWidth(column);
    const cell = cellAt(row, column);
    const left = x;
    x += wide;
    if (cell === null)
      return `<text x="${left + wide / 2}" y="${top + height / 2 + 3}" fill="#7e8691" text-anchor="middle">·</text>`;
    const counted = column.control === null && cell.applying > 0;
    const [, wash] = stateColours[cell.state];
    const at = counted ? left + 5 : left + wide / 2 - 5.5;
    const figures = counted
      ? `<text x="${left + 20}" y="${top + height / 2 + 3.5}" fill="#414953">${cell.holding}/${cell.applying}</text>`
      : '';
    return `<g><title>${xmlText(`${row.title}, ${column.control ?? column.area}: ${stateWords[cell.state]}`)}</title><rect x="${left}" y="${top}" width="${wide}" height="${height}" fill="${wash}"/>${mark(cell.state, at, top + height / 2 - 5.5)}${figures}</g>`;
  });
  const text = [
    ...cells,
    mark(statusStates[row.status], margin + 4, top + 5),
    texts(title, margin + 22, top + 14),
    texts(networks, margin + 22, top + 14 + title.length * lineHeight, ' fill="#59626d"'),
    texts(risk, x + 8, top + 14),
    texts(noted, x + 8, top + 14 + risk.length * lineHeight, ' font-style="italic"'),
    `<path d="M${margin} ${top + height}H${place.width - margin}" stroke="${line}"/>`,
  ].join('');
  return { text, height };
}

function legend(top: number): string {
  let x = margin + 4;
  return controlStates
    .map((state) => {
      const left = x;
      x += 26 + stateWords[state].length * 5.6;
      return `${mark(state, left, top)}${texts([stateWords[state]], left + 16, top + 9)}`;
    })
    .join('');
}

/** The matrix as a picture of its own: SVG 1.1 without scripts, links, style sheets or fonts from elsewhere. */
export function matrixSvg(input: MatrixInput): string {
  const columns = matrixColumns(input);
  const columnWidth = (column: MatrixColumn) => (column.control === null ? 46 : 20);
  const inner = columns.reduce((sum, column) => sum + columnWidth(column), 0);
  const longest = Math.max(60, ...columns.map((column) => (column.control ?? column.area).length * 5.8 + 12));
  const place: Place = {
    columns,
    columnWidth,
    width: Math.max(860, margin * 2 + titleWidth + inner + riskWidth),
    head: Math.min(longest, 260),
  };
  const filter = filterWords(input);
  const subtitle = `Scanned ${input.scannedAt}${filter === '' ? '' : `. Only ${filter}; a status is of all controls of its row.`}`;
  let y = margin + 42;
  const headed = headRow(input, place, y);
  y += place.head;
  const rule = `<path d="M${margin} ${y}H${place.width - margin}" stroke="#7e8691"/>`;
  const rows = input.coverage.rows.map((row) => {
    const { text, height } = drawRow(row, input, place, y);
    y += height;
    return text;
  });
  const none =
    rows.length === 0 ? texts(['Nothing is left by the filter.'], margin + 4, y + 16, ' fill="#59626d"') : '';
  y += rows.length === 0 ? 24 : 0;
  const height = y + 40;
  const title = xmlText(`Coverage of ${input.name}`, 120);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>\n',
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${place.width} ${height}" width="${place.width}" height="${height}" font-family="sans-serif" font-size="${size}" fill="#14181d" role="img" aria-label="${title}">`,
    `<title>${title}</title><rect width="${place.width}" height="${height}" fill="#ffffff"/>`,
    `<text x="${margin + 4}" y="${margin + 12}" font-size="15" font-weight="600">${title}</text>`,
    texts([subtitle], margin + 4, margin + 30, ' fill="#59626d"'),
    headed,
    rule,
    ...rows,
    none,
    legend(y + 16),
    '</svg>\n',
  ].join('');
}
