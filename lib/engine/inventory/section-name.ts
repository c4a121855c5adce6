import type { ArchiverRow } from './sections/archiver.ts';
import type { CatalogAclRow } from './sections/catalog-acls.ts';
import type { ColumnRow } from './sections/columns.ts';
import type { CryptoExpressionRow } from './sections/crypto-expressions.ts';
import type { DatabaseRow } from './sections/databases.ts';
import type { DefaultAclRow } from './sections/default-acls.ts';
import type { EventTriggerRow } from './sections/event-triggers.ts';
import type { ExtensionRow } from './sections/extensions.ts';
import type { ForeignDataWrapperRow } from './sections/foreign-data-wrappers.ts';
import type { ForeignKeyRow } from './sections/foreign-keys.ts';
import type { ForeignServerRow } from './sections/foreign-servers.ts';
import type { ForeignTableRow } from './sections/foreign-tables.ts';
import type { HbaRuleRow } from './sections/hba-rules.ts';
import type { IdentMappingRow } from './sections/ident-mappings.ts';
import type { InheritanceRow } from './sections/inheritance.ts';
import type { LanguageRow } from './sections/languages.ts';
import type { LargeObjectRow } from './sections/large-objects.ts';
import type { MembershipRow } from './sections/memberships.ts';
import type { ParameterAclRow } from './sections/parameter-acls.ts';
import type { PasswordKindRow } from './sections/password-kinds.ts';
import type { PolicyRow } from './sections/policies.ts';
import type { PolicyRoutineRow } from './sections/policy-routines.ts';
import type { PublicationRow } from './sections/publications.ts';
import type { RelationRow } from './sections/relations.ts';
import type { ReplicationSenderRow } from './sections/replication-senders.ts';
import type { ReplicationSlotRow } from './sections/replication-slots.ts';
import type { RoleSettingRow } from './sections/role-settings.ts';
import type { RoleRow } from './sections/roles.ts';
import type { RoutineUseRow } from './sections/routine-uses.ts';
import type { RoutineRow } from './sections/routines.ts';
import type { SchemaRow } from './sections/schemas.ts';
import type { SessionGroupRow } from './sections/sessions.ts';
import type { SettingRow } from './sections/settings.ts';
import type { SubscriptionRow } from './sections/subscriptions.ts';
import type { TablespaceRow } from './sections/tablespaces.ts';
import type { TriggerRow } from './sections/triggers.ts';
import type { TypeRow } from './sections/types.ts';
import type { UniqueKeyRow } from './sections/unique-keys.ts';
import type { UserMappingRow } from './sections/user-mappings.ts';
import type { ViewDefinitionRow } from './sections/view-definitions.ts';
import type { ViewDependencyRow } from './sections/view-dependencies.ts';

/** Sections read once per cluster, and the row each holds. */
export interface ClusterSections {
  roles: RoleRow;
  memberships: MembershipRow;
  databases: DatabaseRow;
  tablespaces: TablespaceRow;
  settings: SettingRow;
  'protected-settings': SettingRow;
  'role-settings': RoleSettingRow;
  'parameter-acls': ParameterAclRow;
  'hba-rules': HbaRuleRow;
  'ident-mappings': IdentMappingRow;
  'password-kinds': PasswordKindRow;
  sessions: SessionGroupRow;
  archiver: ArchiverRow;
  'replication-slots': ReplicationSlotRow;
  'replication-senders': ReplicationSenderRow;
  subscriptions: SubscriptionRow;
}

/** Sections read in every database, and the row each holds. */
export interface DatabaseSections {
  schemas: SchemaRow;
  relations: RelationRow;
  columns: ColumnRow;
  policies: PolicyRow;
  routines: RoutineRow;
  types: TypeRow;
  languages: LanguageRow;
  'foreign-data-wrappers': ForeignDataWrapperRow;
  'foreign-servers': ForeignServerRow;
  'user-mappings': UserMappingRow;
  'foreign-tables': ForeignTableRow;
  extensions: ExtensionRow;
  'default-acls': DefaultAclRow;
  triggers: TriggerRow;
  'event-triggers': EventTriggerRow;
  'large-objects': LargeObjectRow;
  inheritance: InheritanceRow;
  'foreign-keys': ForeignKeyRow;
  'unique-keys': UniqueKeyRow;
  'view-dependencies': ViewDependencyRow;
  'view-definitions': ViewDefinitionRow;
  'policy-routines': PolicyRoutineRow;
  'crypto-expressions': CryptoExpressionRow;
  'routine-uses': RoutineUseRow;
  publications: PublicationRow;
  'catalog-acls': CatalogAclRow;
}

export type ClusterSectionName = keyof ClusterSections;
export type DatabaseSectionName = keyof DatabaseSections;
export type SectionName = ClusterSectionName | DatabaseSectionName;
