import { expect, test } from 'vitest';
import { sameHand, type UsedLink } from './same-hand.ts';

// Minutes; a link is used a minute after it was made unless it says otherwise.
const at = (minute: number) => new Date(Date.UTC(2026, 0, 1, 0, minute));
const link = (person: string, issuedBy: string | null, issued: number, used = issued + 1): UsedLink => ({
  person,
  issuedBy,
  issuedAt: at(issued),
  usedAt: at(used),
});

test('without links every account is its own person’s', () => {
  const same = sameHand([], at(0));
  expect(same('ann', 'ann')).toBe(true);
  expect(same('ann', 'bob')).toBe(false);
});

test('who made the link and whose password came from it are one, both ways, and nobody else is', () => {
  const same = sameHand([link('bob', 'ann', 1)], at(10));
  expect(same('ann', 'bob')).toBe(true);
  expect(same('bob', 'ann')).toBe(true);
  expect(same('ann', 'cid')).toBe(false);
  expect(same('bob', 'cid')).toBe(false);
});

test('two accounts with links of one person are one', () => {
  const same = sameHand([link('bob', 'ann', 1), link('cid', 'ann', 3)], at(10));
  expect(same('bob', 'cid')).toBe(true);
});

test('through an account that was taken over, too, and also after that one was given back', () => {
  const taken = [link('bob', 'ann', 1), link('cid', 'bob', 3)];
  expect(sameHand(taken, at(10))('ann', 'cid')).toBe(true);
  const back = sameHand([...taken, link('bob', 'dan', 5)], at(10));
  expect(back('ann', 'bob')).toBe(false);
  expect(back('ann', 'cid')).toBe(true);
  expect(back('bob', 'cid')).toBe(true);
  expect(back('dan', 'cid')).toBe(false);
});

test('what somebody made before their own account came into other hands is theirs', () => {
  const same = sameHand([link('cid', 'bob', 1), link('bob', 'ann', 5)], at(10));
  expect(same('ann', 'bob')).toBe(true);
  expect(same('bob', 'cid')).toBe(true);
  expect(same('ann', 'cid')).toBe(false);
});

test('a link that was made in other hands counts as theirs, however late it is used', () => {
  const same = sameHand([link('bob', 'ann', 1), link('bob', 'dan', 4), link('cid', 'bob', 3, 8)], at(10));
  expect(same('ann', 'cid')).toBe(true);
});

test('another’s link, or one made on the machine, tells them apart from then on, and for nothing begun before', () => {
  const first = link('bob', 'ann', 1);
  for (const other of ['dan', null]) {
    const links = [link('bob', other, 5), first];
    expect(sameHand(links, at(10))('ann', 'bob')).toBe(false);
    expect(sameHand(links, at(3))('ann', 'bob')).toBe(true);
    expect(sameHand(links, at(0))('ann', 'bob')).toBe(true);
    expect(sameHand(links, at(10))('dan', 'bob')).toBe(other === 'dan');
  }
});

test('what was begun before the link is not decided by its account either', () => {
  expect(sameHand([link('bob', 'ann', 5)], at(1))('ann', 'bob')).toBe(true);
});

test('people who made links for each other at one moment are one, and it ends', () => {
  const same = sameHand([link('bob', 'ann', 1, 1), link('ann', 'bob', 1, 1)], at(10));
  expect(same('ann', 'bob')).toBe(true);
  expect(same('ann', 'cid')).toBe(false);
});
