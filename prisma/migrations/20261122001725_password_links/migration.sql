-- CreateTable
CREATE TABLE "PasswordLink" (
    "id" TEXT NOT NULL,
    "tokenHash" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "issuedById" TEXT,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMP(3) NOT NULL,
    "usedAt" TIMESTAMP(3),
    "endedAt" TIMESTAMP(3),
    "endedWhy" TEXT,

    CONSTRAINT "PasswordLink_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "PasswordLink_tokenHash_key" ON "PasswordLink"("tokenHash");

-- CreateIndex
CREATE INDEX "PasswordLink_personId_idx" ON "PasswordLink"("personId");

-- AddForeignKey
ALTER TABLE "PasswordLink" ADD CONSTRAINT "PasswordLink_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PasswordLink" ADD CONSTRAINT "PasswordLink_issuedById_fkey" FOREIGN KEY ("issuedById") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Nobody makes one for themself; it ends in one way; what ended says why.
ALTER TABLE "PasswordLink" ADD CONSTRAINT "PasswordLink_for_another" CHECK ("issuedById" <> "personId");
ALTER TABLE "PasswordLink" ADD CONSTRAINT "PasswordLink_ends_once" CHECK ("usedAt" IS NULL OR "endedAt" IS NULL);
ALTER TABLE "PasswordLink" ADD CONSTRAINT "PasswordLink_says_why" CHECK (("endedAt" IS NULL) = ("endedWhy" IS NULL));
ALTER TABLE "PasswordLink" ADD CONSTRAINT "PasswordLink_lasts" CHECK ("expiresAt" > "createdAt");

-- One open link of a person at a time: another takes its place.
CREATE UNIQUE INDEX "PasswordLink_one_open" ON "PasswordLink" ("personId") WHERE "usedAt" IS NULL AND "endedAt" IS NULL;

-- Who made a link for whom, and that it was used, is what the rule of two people asks: it is never rewritten and never removed.
CREATE FUNCTION "keep_password_link"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'UPDATE' THEN
    RAISE EXCEPTION 'password links are kept' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF OLD."usedAt" IS NOT NULL OR OLD."endedAt" IS NOT NULL
    OR (NEW."id", NEW."tokenHash", NEW."personId", NEW."createdAt", NEW."expiresAt")
      IS DISTINCT FROM (OLD."id", OLD."tokenHash", OLD."personId", OLD."createdAt", OLD."expiresAt")
    OR NEW."issuedById" IS DISTINCT FROM OLD."issuedById"
  THEN
    RAISE EXCEPTION 'a password link is never rewritten' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END
$$;

CREATE TRIGGER "PasswordLink_kept" BEFORE UPDATE OR DELETE ON "PasswordLink"
  FOR EACH ROW EXECUTE FUNCTION "keep_password_link"();
CREATE TRIGGER "PasswordLink_no_truncate" BEFORE TRUNCATE ON "PasswordLink"
  FOR EACH STATEMENT EXECUTE FUNCTION "keep_password_link"();
ALTER TABLE "PasswordLink" ENABLE ALWAYS TRIGGER "PasswordLink_kept";
ALTER TABLE "PasswordLink" ENABLE ALWAYS TRIGGER "PasswordLink_no_truncate";
