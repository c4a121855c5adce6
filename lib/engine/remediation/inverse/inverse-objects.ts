import type { Inventory } from '../../inventory/inventory.ts';
import { databaseRows, rowNamed, wasRead } from '../prior.ts';
import { splitNameList } from '../render/list-setting.ts';
import { renderChange } from '../render/render-change.ts';
import { type ChangeOf, type Inverse, unknownState } from './inverse-of-change.ts';

export function afterRowSecurity(change: ChangeOf<'row-security'>, inventory: Inventory): Inverse {
  const row = rowNamed(
    databaseRows(inventory, change.on.database, 'relations'),
    change.on.schema,
    change.on.name,
  );
  if (!row) return unknownState('the table');
  return {
    statements: renderChange(
      {
        do: 'row-security',
        on: change.on,
        ...(change.enable === undefined ? {} : { enable: row.rowSecurity }),
        ...(change.force === undefined ? {} : { force: row.forceRowSecurity }),
      },
      inventory,
    ),
  };
}

export function policyBefore(
  change: ChangeOf<'create-policy'> | ChangeOf<'drop-policy'>,
  inventory: Inventory,
): Inverse {
  if (!wasRead(inventory, change.on.database, 'policies')) return unknownState('the policies');
  const prior = databaseRows(inventory, change.on.database, 'policies').find(
    (row) => row.schema === change.on.schema && row.relation === change.on.name && row.name === change.policy,
  );
  if (prior) {
    const { permissive, command, roles, using, withCheck } = prior;
    return {
      statements: renderChange(
        {
          do: 'create-policy',
          on: change.on,
          policy: change.policy,
          permissive,
          command,
          roles,
          using,
          withCheck,
        },
        inventory,
      ),
    };
  }
  if (change.do === 'drop-policy') return { statements: [] };
  return { statements: renderChange({ do: 'drop-policy', on: change.on, policy: change.policy }, inventory) };
}

export function afterViewOption(change: ChangeOf<'set-view-option'>, inventory: Inventory): Inverse {
  const row = rowNamed(
    databaseRows(inventory, change.on.database, 'relations'),
    change.on.schema,
    change.on.name,
  );
  if (!row) return unknownState('the view');
  const option = row.options.find((one) => one.startsWith(`${change.option}=`));
  const value =
    option === undefined
      ? null
      : ['true', 'on', 'yes', '1'].includes(option.slice(change.option.length + 1).toLowerCase());
  return { statements: renderChange({ ...change, value }, inventory) };
}

export function routineBefore(
  change: ChangeOf<'routine-search-path'> | ChangeOf<'routine-security'> | ChangeOf<'routine-leakproof'>,
  inventory: Inventory,
): Inverse {
  const { schema, name, signature, database } = change.on;
  const row = rowNamed(databaseRows(inventory, database, 'routines'), schema, name, signature);
  if (!row) return unknownState('the routine');
  if (change.do === 'routine-security')
    return { statements: renderChange({ ...change, definer: row.securityDefiner }, inventory) };
  if (change.do === 'routine-leakproof')
    return { statements: renderChange({ ...change, leakproof: row.leakproof }, inventory) };
  const path = row.config.find((one) => one.startsWith('search_path='));
  const schemas = path === undefined ? null : splitNameList(path.slice('search_path='.length));
  return { statements: renderChange({ ...change, schemas }, inventory) };
}
