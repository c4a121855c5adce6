import { database, type Transaction } from './client.ts';
import type { PersonRole } from './generated/enums.ts';

const listed = { id: true, email: true, name: true, role: true, disabledAt: true, createdAt: true } as const;

/** Compared without case: an address is one account however it is typed. */
export function normalEmail(email: string): string {
  return email.trim().normalize('NFKC').toLowerCase();
}

export function findPeople() {
  return database().person.findMany({ select: listed, orderBy: [{ name: 'asc' }, { id: 'asc' }] });
}

export function findPersonByEmail(email: string) {
  return database().person.findUnique({
    where: { email: normalEmail(email) },
    select: { ...listed, passwordHash: true, version: true },
  });
}

/** Within a transaction, and locked until it ends: two administrators who act on the same person take turns. */
export async function lockPerson(transaction: Transaction, id: string) {
  await transaction.$queryRaw`SELECT 1 AS locked FROM "Person" WHERE "id" = ${id} FOR UPDATE`;
  return transaction.person.findUnique({
    where: { id },
    select: { ...listed, passwordHash: true, version: true },
  });
}

/** Names by id; who is not in it has no account any more. */
export async function findPersonNames(ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await database().person.findMany({
    where: { id: { in: [...ids] } },
    select: { id: true, name: true },
  });
  return new Map(rows.map((row) => [row.id, row.name]));
}

export async function insertPerson(
  transaction: Transaction,
  person: {
    readonly email: string;
    readonly name: string;
    readonly role: PersonRole;
    readonly passwordHash: string;
  },
): Promise<string> {
  const made = await transaction.person.create({
    data: { ...person, email: normalEmail(person.email) },
    select: { id: true },
  });
  return made.id;
}

/** Any change that must end sessions: raises the version they carry. */
export async function changePerson(
  transaction: Transaction,
  id: string,
  change: { readonly role?: PersonRole; readonly passwordHash?: string; readonly disabledAt?: Date | null },
): Promise<void> {
  await transaction.person.update({ where: { id }, data: { ...change, version: { increment: 1 } } });
}

/** Administrators who can sign in. Locks them, so that two cannot disable each other at the same moment. */
export async function lockAdministrators(transaction: Transaction): Promise<readonly string[]> {
  const rows = await transaction.$queryRaw<{ id: string }[]>`
    SELECT "id" FROM "Person" WHERE "role" = 'administrator' AND "disabledAt" IS NULL ORDER BY "id" FOR UPDATE`;
  return rows.map((row) => row.id);
}

export async function countPeople(): Promise<number> {
  return database().person.count();
}

export async function hasAdministrator(): Promise<boolean> {
  return (await database().person.count({ where: { role: 'administrator' } })) > 0;
}
