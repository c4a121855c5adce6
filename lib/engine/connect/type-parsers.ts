import pg from 'pg';

/** `text[]`, a built-in type's fixed OID (`pg_type.dat`); missing in the driver's own list. */
const textArray: number = 1009;

const parseNumber = (text: string) => Number(text);
const parseTextArray: (text: string) => unknown = pg.types.getTypeParser(textArray);

/**
 * The few types catalog queries return: bool, integers, oid, text[]. Everything else stays the text the server sent, so
 * that a server that is none cannot reach any other parser.
 */
function parserFor(oid: number): (text: string) => unknown {
  switch (oid) {
    case 16:
      return (text) => text === 't';
    case 20:
    case 21:
    case 23:
    case 26:
      return parseNumber;
    case textArray:
      return parseTextArray;
    default:
      return (text) => text;
  }
}

export const typeParsers = { getTypeParser: (oid: number) => parserFor(oid) } as pg.CustomTypesConfig;
