import type { Metadata } from 'next';
import { AddThreat } from '#components/threats/add-threat.tsx';
import { ThreatEntry } from '#components/threats/threat-entry.tsx';
import { PageHeader } from '#components/ui/page-header.tsx';
import { requirePerson } from '#lib/service/auth/page.ts';
import { listThreats } from '#lib/service/threats/list-threats.ts';
import { controlTitles } from '../control-catalogue.ts';

export const metadata: Metadata = { title: 'Threats' };

export default async function ThreatsPage() {
  const access = await requirePerson(['target:read', 'finding:read', 'policy:read']);
  const { threats, scopes } = await listThreats(access);
  const mayEdit = access.may('policy:edit');
  const own = threats.filter((threat) => !threat.builtIn).length;
  return (
    <>
      <PageHeader
        title="Threats"
        line={`What the controls stand against: ${threats.length - own} of the catalogue${own > 0 ? `, ${own} of your own` : ''}. A policy adds its own, and sets aside with a reason what does not apply.`}
        actions={mayEdit && <AddThreat scopes={scopes} controls={controlTitles} />}
      />
      <ul className="grid">
        {threats.map((threat) => (
          <ThreatEntry
            key={threat.id}
            threat={threat}
            scopes={scopes}
            titles={controlTitles}
            mayEdit={mayEdit}
          />
        ))}
      </ul>
    </>
  );
}
