import { Hostile } from '#components/ui/hostile.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import type { ShownLink } from '#lib/service/people/own-password-links.ts';

/** Tells whoever is signed in of a link that could set, or has set, their password. There is no way to wave it away. */
export function PasswordLinkNotice({ link }: { link: ShownLink }) {
  const maker = link.issuedBy === null ? 'somebody on the machine' : <Hostile text={link.issuedBy} />;
  return (
    <div className="mb-5">
      <Notice tone={link.state === 'ended' ? 'neutral' : 'partial'}>
        {link.state === 'used' && link.endedAt !== null ? (
          <>
            Your password was set <RelativeTime at={link.endedAt} />, with a link made by {maker}.
          </>
        ) : (
          <>
            A link that sets a new password of yours was made <RelativeTime at={link.createdAt} /> by {maker}.{' '}
            {link.state === 'open' ? 'It can still be used.' : 'It was not used.'}
          </>
        )}{' '}
        Did you not ask for it? Look at <TextLink href="/account">your account</TextLink>, and tell another
        administrator.
      </Notice>
    </div>
  );
}
