import type { Metadata } from 'next';
import { RegisterForm } from '#components/register/register-form.tsx';
import { PageHeader } from '#components/ui/page-header.tsx';
import { tlsModes } from '#lib/engine/connect/connection-target.ts';
import { substrates } from '#lib/engine/policy/policy.ts';
import { requirePerson } from '#lib/service/auth/page.ts';

export const metadata: Metadata = { title: 'Register a database' };

const names: Readonly<Record<(typeof substrates)[number], string>> = {
  'self-managed': 'Self-managed',
  rds: 'Amazon RDS',
  aurora: 'Amazon Aurora',
  'cloud-sql': 'Google Cloud SQL',
  azure: 'Azure Database',
  kubernetes: 'Kubernetes',
};

export default async function RegisterPage() {
  await requirePerson('target:register');
  return (
    <>
      <PageHeader
        title="Register a database"
        line="Postern connects, reads inside one read-only transaction a database, and changes nothing."
      />
      <RegisterForm
        tlsModes={tlsModes}
        substrates={substrates.map((substrate) => ({ value: substrate, label: names[substrate] }))}
      />
    </>
  );
}
