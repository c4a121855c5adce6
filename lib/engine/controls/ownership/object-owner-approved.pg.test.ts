import { controlStory } from '../../../testing/control-story.ts';
import { objectOwnerApproved } from './object-owner-approved.ts';

controlStory(objectOwnerApproved, {
  policy: { version: 1, roles: [{ role: 'shop_owner', kind: 'owner' }] },
  setup:
    'CREATE ROLE shop_owner; CREATE ROLE intern LOGIN; CREATE SCHEMA app AUTHORIZATION shop_owner; CREATE TABLE app.orders (id int); ALTER TABLE app.orders OWNER TO shop_owner; CREATE TABLE app.hers (id int)',
  break: 'GRANT ALL ON SCHEMA app TO intern; ALTER TABLE app.hers OWNER TO intern',
  fires: [{ kind: 'role', role: 'intern' }],
  neighbours: [{ role: 'shop_owner' }, { role: 'postgres' }],
  mendByHand: 'REASSIGN OWNED BY intern TO shop_owner',
  unmendByHand: 'ALTER TABLE app.hers OWNER TO intern',
});
