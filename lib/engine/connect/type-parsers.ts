import type pg from 'pg';
import { parseArrayText } from './array-text.ts';

/** Built-in types' fixed OIDs (`pg_type.dat`), missing in the driver's own list. */
const textArray = 1009;
const aclItemArray = 1034;

const parseNumber = (text: string) => Number(text);
const same = (text: string) => text;
const parseBoolean = (text: string) => text === 't';

/**
 * The few types catalog queries return: bool, integers, oid, text[], aclitem[]. Everything else stays the text the server sent, so
 * that a server that is none cannot reach any other parser.
 */
function parserFor(oid: number): (text: string) => unknown {
  switch (oid) {
    case 16:
      return parseBoolean;
    case 20:
    case 21:
    case 23:
    case 26:
      return parseNumber;
    case textArray:
    case aclItemArray:
      return parseArrayText;
    default:
      return same;
  }
}

export const typeParsers = { getTypeParser: (oid: number) => parserFor(oid) } as pg.CustomTypesConfig;
