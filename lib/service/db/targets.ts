import { database, type Transaction } from './client.ts';

export interface TargetRow {
  readonly id: string;
  readonly name: string;
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
  readonly sslMode: string;
  readonly sslRootCert: string | null;
  readonly substrate: string | null;
  readonly isDemo: boolean;
  readonly createdAt: Date;
  readonly archivedAt: Date | null;
}

export type TargetFields = Pick<
  TargetRow,
  'name' | 'host' | 'port' | 'database' | 'user' | 'sslMode' | 'sslRootCert' | 'substrate'
>;

/** Registered and not archived; the demo last, then by name. */
export function findTargets(): Promise<TargetRow[]> {
  return database().target.findMany({
    where: { archivedAt: null },
    orderBy: [{ isDemo: 'asc' }, { name: 'asc' }],
  });
}

export function findTarget(id: string): Promise<TargetRow | null> {
  return database().target.findFirst({ where: { id, archivedAt: null } });
}

/** Also when somebody archived it. */
export function findDemoTarget(): Promise<TargetRow | null> {
  return database().target.findFirst({ where: { isDemo: true } });
}

export function insertTarget(
  transaction: Transaction,
  target: TargetFields & {
    readonly id: string;
    readonly isDemo: boolean;
    readonly createdById: string | null;
  },
): Promise<TargetRow> {
  return transaction.target.create({ data: target });
}

/** Held until the transaction ends: nothing that belongs to it begins meanwhile. */
export async function holdTarget(transaction: Transaction, id: string): Promise<void> {
  await transaction.$queryRaw`SELECT 1 AS held FROM "Target" WHERE "id" = ${id} FOR UPDATE`;
}

export function updateTarget(
  transaction: Transaction,
  id: string,
  fields: Partial<TargetFields>,
): Promise<TargetRow> {
  return transaction.target.update({ where: { id }, data: fields });
}

/** Frees the name, so that the database can be registered again; forgets the password at once. */
export async function archiveTargetRow(transaction: Transaction, id: string, name: string): Promise<void> {
  await transaction.credential.deleteMany({ where: { targetId: id } });
  await transaction.executionCredential.deleteMany({ where: { targetId: id } });
  await transaction.target.update({
    where: { id },
    data: { archivedAt: new Date(), name: `${name} (archived ${new Date().toISOString()})` },
  });
}
