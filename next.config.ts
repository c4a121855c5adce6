import type { NextConfig } from 'next';

// Headers that need no nonce stand here, for every response, static files too; the content security policy is made per
// request in proxy.ts.
const headers = [
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'X-Frame-Options', value: 'DENY' },
  { key: 'Referrer-Policy', value: 'same-origin' },
  { key: 'Cross-Origin-Opener-Policy', value: 'same-origin' },
  { key: 'Cross-Origin-Resource-Policy', value: 'same-origin' },
  { key: 'Permissions-Policy', value: 'camera=(), geolocation=(), microphone=(), payment=(), usb=()' },
  { key: 'X-Robots-Tag', value: 'noindex, nofollow' },
];

const config: NextConfig = {
  poweredByHeader: false,
  // npm run check looks at the types, of tests and tools too; npm start must not fail because of those.
  typescript: { ignoreBuildErrors: true },
  reactStrictMode: true,
  // Native modules, WebAssembly beside its module, and the driver that must be one instance.
  serverExternalPackages: [
    '@node-rs/argon2',
    '@prisma/adapter-pg',
    '@prisma/client',
    'libpg-query',
    'pg',
    'pgsql-parser',
    'shiki',
  ],
  headers: async () => [{ source: '/:path*', headers }],
};

export default config;
