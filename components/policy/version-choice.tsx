'use client';

import { useRouter } from 'next/navigation';
import { Select } from '#components/ui/select.tsx';

export interface VersionChoiceProps {
  base: string;
  versions: readonly number[];
  version: number;
  against: number | null;
}

/** Any version held against any other. */
export function VersionChoice({ base, versions, version, against }: VersionChoiceProps) {
  const router = useRouter();
  return (
    <div className="mb-3">
      <Select
        label={`Compare version ${version} with`}
        value={against === null ? '' : String(against)}
        onChange={(event) => {
          const other = event.target.value;
          router.push(`${base}?version=${version}${other === '' ? '' : `&against=${other}`}`);
        }}
        options={[
          { value: '', label: 'nothing: show its text' },
          ...versions
            .filter((one) => one !== version)
            .map((one) => ({ value: String(one), label: `Version ${one}` })),
        ]}
      />
    </div>
  );
}
