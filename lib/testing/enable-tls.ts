import { chownSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { serverAccount } from '../embedded/server-account.ts';
import { alterSystem } from './alter-system.ts';
import type { TestCluster } from './cluster.ts';

/** Self-signed for `localhost` and 127.0.0.1, good for a hundred years. Made for these tests; it guards nothing. */
const certificate = `
-----BEGIN CERTIFICATE-----
MIIBmjCCAUGgAwIBAgIUd1VrbQm5kqs9TbpNkAYVrSxqcIUwCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyMTA4MTg1MFoYDzIxMjYxMDI4
MDgxODUwWjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAASOk03K0epcDVmMnru2wzII27PHy9GutmVzHrdXKgErHu6rK2ay26/m
+1kt/htXc8A/8h8z+p+zDPldqtv/pt6go28wbTAdBgNVHQ4EFgQUHM+xD+W7J2kG
12h/M33XGod2EYUwHwYDVR0jBBgwFoAUHM+xD+W7J2kG12h/M33XGod2EYUwDwYD
VR0TAQH/BAUwAwEB/zAaBgNVHREEEzARgglsb2NhbGhvc3SHBH8AAAEwCgYIKoZI
zj0EAwIDRwAwRAIgeImmyOn0ZzHpn/YwB3tFkg/6m9+BIkKsBvrbt+fM9QYCIGei
IrqvaLhOPg87x0fRsFlKSmwChZ186Y8dbGtaQ8Hw
-----END CERTIFICATE-----
`.trimStart();

const key = `
-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgcDQOyeKPo1ES4EA/
kcKdaXu6uHuLawtO9vwsoFtCvxyhRANCAASOk03K0epcDVmMnru2wzII27PHy9Gu
tmVzHrdXKgErHu6rK2ay26/m+1kt/htXc8A/8h8z+p+zDPldqtv/pt6g
-----END PRIVATE KEY-----
`.trimStart();

/** Gives the server the certificate, as an administrator does before turning TLS on. */
export function putCertificate(cluster: TestCluster): void {
  const account = serverAccount();
  for (const [name, text] of [
    ['server.crt', certificate],
    ['server.key', key],
  ] as const) {
    const file = path.join(cluster.dataDirectory, name);
    writeFileSync(file, text, { mode: 0o600 });
    if (account) chownSync(file, account.uid, account.gid);
  }
}

/** A step of a story: gives the server the certificate and turns TLS on. */
export async function enableTls(cluster: TestCluster): Promise<void> {
  putCertificate(cluster);
  await alterSystem('ssl', 'on')(cluster);
}
