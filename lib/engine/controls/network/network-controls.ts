import { hbaAllDatabase } from './hba-all-database.ts';
import { hbaAllUser } from './hba-all-user.ts';
import { hbaAnyAddress } from './hba-any-address.ts';
import { hbaFileParseError } from './hba-file-parse-error.ts';
import { hbaOutsideBoundaries } from './hba-outside-boundaries.ts';
import { hbaRejectAfterAccept } from './hba-reject-after-accept.ts';
import { hbaReplicationScope } from './hba-replication-scope.ts';
import { hbaShadowedRule } from './hba-shadowed-rule.ts';
import { hbaSuperuserRemote } from './hba-superuser-remote.ts';
import { hbaWideNetwork } from './hba-wide-network.ts';
import { listenAddresses } from './listen-addresses.ts';
import { portApproved } from './port-approved.ts';

export const networkControls = [
  hbaAllDatabase,
  hbaAllUser,
  hbaAnyAddress,
  hbaFileParseError,
  hbaOutsideBoundaries,
  hbaRejectAfterAccept,
  hbaReplicationScope,
  hbaShadowedRule,
  hbaSuperuserRemote,
  hbaWideNetwork,
  listenAddresses,
  portApproved,
] as const;
