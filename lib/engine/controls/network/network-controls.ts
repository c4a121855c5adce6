import { hbaFileParseError } from './hba-file-parse-error.ts';
import { listenAddresses } from './listen-addresses.ts';

export const networkControls = [hbaFileParseError, listenAddresses] as const;
