-- What waits for approval, or has it, can be handed off instead; only SQL is ever applied; what people do by hand they say.
CREATE OR REPLACE FUNCTION "keep_remediation"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  allowed jsonb := '{
    "draft": ["submitted", "withdrawn", "handed-off"],
    "submitted": ["draft", "approved", "rejected", "withdrawn", "expired", "handed-off"],
    "approved": ["draft", "submitted", "scheduled", "applying", "applied", "rejected", "withdrawn", "expired", "handed-off"],
    "scheduled": ["draft", "submitted", "approved", "applying", "rejected", "withdrawn", "expired"],
    "applying": ["applied", "failed", "needs-human", "undone"],
    "applied": ["verified", "applying", "closed"],
    "verified": ["applied", "applying", "closed"],
    "needs-human": ["applied", "failed", "undone"],
    "failed": ["draft", "submitted", "applying", "withdrawn", "closed"],
    "undone": ["draft", "closed"],
    "rejected": ["draft", "withdrawn"],
    "expired": ["draft", "withdrawn"],
    "handed-off": ["verified", "closed", "withdrawn"],
    "closed": [],
    "withdrawn": []
  }';
  live bigint;
BEGIN
  IF (NEW."id", NEW."targetId", NEW."authorId", NEW."createdAt") IS DISTINCT FROM (OLD."id", OLD."targetId", OLD."authorId", OLD."createdAt") THEN
    RAISE EXCEPTION 'whose remediation it is, and for which database, never changes' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF NEW."currentVersionId" IS DISTINCT FROM OLD."currentVersionId" AND NOT EXISTS (
    SELECT 1 FROM "RemediationVersion" v WHERE v."id" = NEW."currentVersionId" AND v."remediationId" = NEW."id"
      AND v."number" = (SELECT max(o."number") FROM "RemediationVersion" o WHERE o."remediationId" = NEW."id")
  ) THEN
    RAISE EXCEPTION 'the version that counts is the newest' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF NEW."currentVersionId" IS DISTINCT FROM OLD."currentVersionId" AND NEW."state" <> 'draft' THEN
    RAISE EXCEPTION 'only a draft gets another version' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF OLD."state" <> 'draft' AND NEW."state" = OLD."state" AND (NEW."kind", NEW."database", NEW."changeKinds", NEW."severity", NEW."title")
     IS DISTINCT FROM (OLD."kind", OLD."database", OLD."changeKinds", OLD."severity", OLD."title") THEN
    RAISE EXCEPTION 'what was submitted stays what it was' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF NEW."state" = OLD."state" THEN
    RETURN NEW;
  END IF;
  IF NOT (allowed -> OLD."state") ? NEW."state" THEN
    RAISE EXCEPTION 'a remediation that is % does not become %', OLD."state", NEW."state" USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF NEW."state" = 'submitted' AND NEW."submittedAt" IS NULL THEN
    RAISE EXCEPTION 'nobody submitted it' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF NEW."kind" = 'migration' AND NEW."state" = 'submitted' THEN
    RAISE EXCEPTION 'a migration is handed off, and approved where migrations are' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF NEW."kind" <> 'config' AND OLD."state" = 'approved' AND NEW."state" = 'applied' THEN
    RAISE EXCEPTION 'only what people do by hand is said to be done' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF NEW."kind" <> 'sql' AND NEW."state" IN ('scheduled', 'applying') THEN
    RAISE EXCEPTION 'Postern applies SQL and nothing else' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF NEW."state" IN ('approved', 'scheduled') OR (NEW."state" IN ('applying', 'applied') AND OLD."state" IN ('approved', 'scheduled', 'failed')) THEN
    SELECT count(DISTINCT a."approverId") INTO live
    FROM "Approval" a JOIN "Person" p ON p."id" = a."approverId"
    WHERE a."versionId" = NEW."currentVersionId" AND a."voidedAt" IS NULL AND p."disabledAt" IS NULL
      AND a."expiresAt" > (now() AT TIME ZONE 'UTC');
    IF live < NEW."approvalsNeeded" THEN
      RAISE EXCEPTION '% of % approvals are there', live, NEW."approvalsNeeded" USING ERRCODE = 'insufficient_privilege';
    END IF;
  END IF;
  -- Whatever agreement there was, it was to what is now edited, refused or over.
  IF NEW."state" IN ('draft', 'rejected', 'withdrawn', 'expired', 'handed-off') THEN
    UPDATE "Approval" SET "voidedAt" = now() AT TIME ZONE 'UTC', "voidedWhy" = 'the remediation became ' || NEW."state"
    WHERE "remediationId" = NEW."id" AND "voidedAt" IS NULL;
  END IF;
  RETURN NEW;
END
$$;
