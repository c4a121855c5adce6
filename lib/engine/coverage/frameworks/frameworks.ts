import type { Control } from '../../controls/control.ts';
import { registry } from '../../controls/registry.ts';
import type { Standard } from '../../model/reference.ts';
import { cisPostgresql16 } from './cis-postgresql-16.ts';
import { cisPostgresql17 } from './cis-postgresql-17.ts';
import { disaStigPostgresql } from './disa-stig-postgresql.ts';
import type { Framework, Requirement } from './framework.ts';
import { gdpr } from './gdpr.ts';
import { hipaa } from './hipaa.ts';
import { iso270012022 } from './iso-27001-2022.ts';
import { nist80053 } from './nist-800-53.ts';
import { pciDss4 } from './pci-dss-4.ts';
import { soc2 } from './soc-2.ts';

/** Every standard whose requirements are listed. CVE and the PostgreSQL documentation are references without a list. */
export const frameworks: readonly Framework[] = [
  cisPostgresql16,
  cisPostgresql17,
  disaStigPostgresql,
  pciDss4,
  nist80053,
  iso270012022,
  soc2,
  hipaa,
  gdpr,
];

export interface MetRequirement extends Requirement {
  /** Ids of the controls that refer to it, sorted. None: a hole, unless it lies outside. */
  readonly controls: readonly string[];
}

export interface FrameworkCoverage {
  readonly standard: Standard;
  readonly requirements: readonly MetRequirement[];
  /** Ids of requirements that no control meets and that a look at a database could answer. */
  readonly holes: readonly string[];
}

/** Both ways: which controls meet each requirement of each standard, and which requirements nobody meets. */
export function frameworkCoverage(controls: readonly Control[] = registry): readonly FrameworkCoverage[] {
  const by = new Map<string, string[]>();
  for (const control of controls) {
    for (const { standard, id } of control.references) {
      const key = `${standard} ${id}`;
      by.set(key, [...(by.get(key) ?? []), control.id]);
    }
  }
  return frameworks.map(({ standard, requirements }) => {
    const met = requirements.map((requirement) => ({
      ...requirement,
      controls: [...(by.get(`${standard} ${requirement.id}`) ?? [])].sort(),
    }));
    return {
      standard,
      requirements: met,
      holes: met.filter((one) => one.controls.length === 0 && one.outside === undefined).map((one) => one.id),
    };
  });
}
