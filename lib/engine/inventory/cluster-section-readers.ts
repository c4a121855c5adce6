import type { SectionReader } from './section.ts';
import type { ClusterSections } from './section-name.ts';
import { archiver } from './sections/archiver.ts';
import { databases } from './sections/databases.ts';
import { hbaRules } from './sections/hba-rules.ts';
import { identMappings } from './sections/ident-mappings.ts';
import { memberships } from './sections/memberships.ts';
import { parameterAcls } from './sections/parameter-acls.ts';
import { passwordKinds } from './sections/password-kinds.ts';
import { replicationSenders } from './sections/replication-senders.ts';
import { replicationSlots } from './sections/replication-slots.ts';
import { roleSettings } from './sections/role-settings.ts';
import { roles } from './sections/roles.ts';
import { sessions } from './sections/sessions.ts';
import { protectedSettings, settings } from './sections/settings.ts';
import { subscriptions } from './sections/subscriptions.ts';
import { tablespaces } from './sections/tablespaces.ts';

/** Every section read once per cluster: a new one is added here and in section-name.ts. */
export const clusterSectionReaders: {
  readonly [Name in keyof ClusterSections]: SectionReader<ClusterSections[Name]>;
} = {
  roles,
  memberships,
  databases,
  tablespaces,
  settings,
  'protected-settings': protectedSettings,
  'role-settings': roleSettings,
  'parameter-acls': parameterAcls,
  'hba-rules': hbaRules,
  'ident-mappings': identMappings,
  'password-kinds': passwordKinds,
  sessions,
  archiver,
  'replication-slots': replicationSlots,
  'replication-senders': replicationSenders,
  subscriptions,
};
