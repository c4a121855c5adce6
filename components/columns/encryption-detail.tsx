import { Badge } from '#components/ui/badge.tsx';
import { Hostile } from '#components/ui/hostile.tsx';
import { Identifier } from '#components/ui/identifier.tsx';
import type {
  ColumnEncryption,
  LayerName,
  SeenArrangement,
} from '#lib/engine/policy/encryption/column-encryption.ts';
import { Arrangement } from './arrangement.tsx';

export interface EncryptionDetailProps {
  encryption: ColumnEncryption;
  /** Titles of threats, by id. */
  titles: Readonly<Record<string, string>>;
}

const layers: Readonly<Record<LayerName, string>> = {
  column: 'the column’s arrangement',
  storage: 'encrypted storage',
  backup: 'encrypted backups',
};

const keyWords = {
  literal: 'the key stands in the definition',
  setting: 'the key comes from a setting of the session',
  table: 'the key comes from a table of this database',
  caller: 'the key is passed in by whoever calls',
  computed: 'the key is computed',
} as const;

function seenWords({ key, certain }: SeenArrangement): string {
  const said = key === null ? '' : `: ${keyWords[key.from]}${key.name === undefined ? '' : ` (${key.name})`}`;
  return `${said}${certain ? '' : '; perhaps another table of the same name'}`;
}

/** What a column's encryption defends against, what it does not, and who holds the keys. */
export function EncryptionDetail({ encryption, titles }: EncryptionDetailProps) {
  const { defends, doesNot, keyHolders, seen, stated, arrangement } = encryption;
  return (
    <section aria-label="Encryption" className="grid gap-3">
      <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <h3 className="font-semibold">Encryption</h3>
        <Arrangement encryption={encryption} />
        {stated !== null && stated !== arrangement && (
          <span className="text-fail">the policy says {stated}, and the server shows otherwise</span>
        )}
      </div>
      {seen.length > 0 && (
        <ul className="grid gap-1 text-ink-soft">
          {seen.map((one) => (
            <li key={JSON.stringify(one)}>
              {one.arrangement} in {one.where.kind}{' '}
              <Identifier name={[one.where.schema, one.where.name].filter(Boolean).join('.')} />
              <Hostile text={seenWords(one)} />
            </li>
          ))}
        </ul>
      )}
      <div className="grid gap-x-8 gap-y-3 lg:grid-cols-2">
        <div className="grid content-start gap-1">
          <h4 className="text-fine font-semibold text-ink-faint">Defends against</h4>
          {defends.length === 0 ? (
            <p className="text-ink-soft">Nothing that anybody has stated.</p>
          ) : (
            <ul className="grid gap-1.5">
              {defends.map(({ threat, by, because }) => (
                <li key={`${threat} ${by}`}>
                  <span className="font-medium">{titles[threat] ?? threat}</span>
                  <span className="block text-fine text-ink-soft">
                    {because} · {layers[by]}
                  </span>
                </li>
              ))}
            </ul>
          )}
        </div>
        <div className="grid content-start gap-1">
          <h4 className="text-fine font-semibold text-ink-faint">Does not defend against</h4>
          <ul className="grid gap-1.5">
            {doesNot.map(({ threat, because }) => (
              <li key={threat}>
                <span className="font-medium">{titles[threat] ?? threat}</span>
                <span className="block text-fine text-ink-soft">{because}</span>
              </li>
            ))}
          </ul>
        </div>
      </div>
      <div className="grid gap-1">
        <h4 className="text-fine font-semibold text-ink-faint">Who holds the key</h4>
        {keyHolders.length === 0 ? (
          <p className="text-ink-soft">
            {encryption.basis === 'unstated'
              ? 'Not known: how it is kept is not stated.'
              : 'There is no key.'}
          </p>
        ) : (
          <ul className="grid gap-1">
            {keyHolders.map(({ of, holder }) => (
              <li key={of}>
                of {layers[of]}:{' '}
                {holder === null ? <Badge tone="unknown">not stated</Badge> : <Hostile text={holder} />}
              </li>
            ))}
          </ul>
        )}
      </div>
    </section>
  );
}
