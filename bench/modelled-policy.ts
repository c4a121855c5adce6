import type { ModelledPreset } from './preset.ts';

const padded = (number: number) => String(number).padStart(4, '0');

const upTo = (count: number) => Array.from({ length: count }, (_, at) => at);

/** The policy document of the company in `modelledStatements`: what each of its roles is for and may do. */
export function modelledPolicy({ teams, people, schemas }: ModelledPreset): string {
  const rights = (team: number, may: (schema: string) => readonly string[]) =>
    upTo(schemas)
      .filter((schema) => schema % teams === team)
      .flatMap((schema) => may(`app_${padded(schema)}`))
      .join(', ');
  const ofTeam = (team: number) => {
    const name = `team_${padded(team)}`;
    const reads = rights(team, (schema) => [`{ schema: ${schema}, objects: tables, privileges: [SELECT] }`]);
    const writes = rights(team, (schema) => [
      `{ schema: ${schema}, objects: tables, privileges: [SELECT, INSERT, UPDATE, DELETE] }`,
      `{ schema: ${schema}, objects: functions, privileges: [EXECUTE] }`,
    ]);
    return [
      `  - { role: ${name}_owner, kind: owner }`,
      `  - { role: ${name}_write, kind: application, may: [${writes}] }`,
      `  - { role: ${name}_read, kind: readonly, may: [${reads}] }`,
      `  - { role: ${name}_service, kind: application, may: [${writes}] }`,
    ];
  };
  return [
    'version: 1',
    'system: { name: bench, environment: production, substrate: self-managed }',
    'tenancy: { model: row, column: tenant_id, setting: app.tenant_id }',
    'roles:',
    '  - { role: postgres, kind: admin }',
    ...upTo(teams).flatMap(ofTeam),
    ...upTo(people).map((person) => `  - { role: person_${padded(person)}, kind: person }`),
    '',
  ].join('\n');
}
