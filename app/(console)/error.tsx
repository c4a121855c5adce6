'use client';

import { PageFailure, type PageFailureProps } from '#components/frame/page-failure.tsx';

export default function ConsoleError(props: PageFailureProps) {
  return <PageFailure {...props} heading="h1" />;
}
