import { tmpdir } from 'node:os';
import path from 'node:path';

/** The first administrator, made by the first journey and used by the others. */
export const administrator = {
  name: 'Anna Administrator',
  email: 'anna@example.com',
  password: 'correct horse battery staple',
};

/** Where the first journey leaves the administrator's signed-in state. */
export const signedIn = path.join(tmpdir(), 'postern-e2e-signed-in.json');

export const address = (): string => process.env.E2E_ADDRESS ?? '';
