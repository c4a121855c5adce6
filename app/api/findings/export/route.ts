import { route } from '#lib/service/auth/route.ts';
import { exportFleetFindings, fleetExportSchema } from '#lib/service/exports/export-fleet-findings.ts';
import { fileResponse } from '#lib/service/exports/exported-file.ts';

// The same parameters as the findings page of the fleet: what is exported is exactly what it shows.
export const GET = route({ can: 'report:export', input: fleetExportSchema }, async (visit) =>
  fileResponse(await exportFleetFindings(visit.access, visit.input)),
);
