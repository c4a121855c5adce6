/** An authority for client certificates and its empty revocation list, made once with openssl, valid for a hundred years; the key was not kept. */
export const clientAuthority = `-----BEGIN CERTIFICATE-----
MIIBpDCCAUugAwIBAgIUBYlZ5jZz80wu4v5i4/RlncjLERowCgYIKoZIzj0EAwIw
HzEdMBsGA1UEAwwUUG9zdGVybiB0ZXN0IGNsaWVudHMwIBcNMjYxMTIxMjEyODUw
WhgPMjEyNjEwMjgyMTI4NTBaMB8xHTAbBgNVBAMMFFBvc3Rlcm4gdGVzdCBjbGll
bnRzMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEhMixo2eKwxo3Q28SbP0Oacva
RaozIS+0eaObj/7ERso2hi3Ut2LqpQ29dM3cKLghw8O+99PijslQrRga0k3WUKNj
MGEwHQYDVR0OBBYEFLlceiUEKi5r7MKr0N2tAB2N4tE7MB8GA1UdIwQYMBaAFLlc
eiUEKi5r7MKr0N2tAB2N4tE7MA8GA1UdEwEB/wQFMAMBAf8wDgYDVR0PAQH/BAQD
AgEGMAoGCCqGSM49BAMCA0cAMEQCIBkJVTuSBxgizu0WOjOb356OXdCFwCZ9Novv
J6yowSwrAiARA9KX3c/gp5tg3zAu79/bbfxFBx91c+fk9WlLOoJgzw==
-----END CERTIFICATE-----
`;

export const revocationList = `-----BEGIN X509 CRL-----
MIG4MGACAQEwCgYIKoZIzj0EAwIwHzEdMBsGA1UEAwwUUG9zdGVybiB0ZXN0IGNs
aWVudHMXDTI2MTEyMTIxMjg1MFoYDzIxMjUwNjE1MjEyODUwWqAOMAwwCgYDVR0U
BAMCAQEwCgYIKoZIzj0EAwIDSAAwRQIhAJLmAnkoli1GmFiPxs01Lmw7iLumMUlb
rYzgRiiVCzMkAiAOQIG/7po3ajqUx8rquBReUvoxS9hukkwdKOKDj1EiQA==
-----END X509 CRL-----
`;
