-- CreateTable
CREATE TABLE "Remediation" (
    "id" TEXT NOT NULL,
    "targetId" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'draft',
    "stateAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "stateReason" TEXT NOT NULL DEFAULT '',
    "kind" TEXT NOT NULL,
    "database" TEXT,
    "authorId" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "environment" TEXT NOT NULL,
    "severity" TEXT NOT NULL,
    "severityRank" INTEGER NOT NULL,
    "changeKinds" TEXT[],
    "currentVersionId" TEXT,
    "submittedById" TEXT,
    "submittedAt" TIMESTAMP(3),
    "approvalsNeeded" INTEGER NOT NULL DEFAULT 1,
    "scheduledById" TEXT,
    "scheduledFor" TIMESTAMP(3),
    "appliedAt" TIMESTAMP(3),
    "verifyScanId" TEXT,
    "verifiedAt" TIMESTAMP(3),

    CONSTRAINT "Remediation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "RemediationVersion" (
    "id" TEXT NOT NULL,
    "remediationId" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "editorId" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "reason" TEXT NOT NULL DEFAULT '',
    "script" TEXT NOT NULL,
    "digest" TEXT NOT NULL,
    "upText" TEXT NOT NULL,
    "downText" TEXT NOT NULL,
    "scanId" TEXT NOT NULL,
    "stateFingerprint" TEXT,
    "eventTriggersDigest" TEXT,
    "systemIdentifier" TEXT NOT NULL,
    "major" INTEGER NOT NULL,
    "executionRole" TEXT,
    "impact" JSONB NOT NULL,

    CONSTRAINT "RemediationVersion_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "RemediationFinding" (
    "versionId" TEXT NOT NULL,
    "recordId" TEXT NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "evidenceDigest" TEXT NOT NULL,

    CONSTRAINT "RemediationFinding_pkey" PRIMARY KEY ("versionId","recordId")
);

-- CreateTable
CREATE TABLE "Rehearsal" (
    "id" TEXT NOT NULL,
    "remediationId" TEXT NOT NULL,
    "versionId" TEXT NOT NULL,
    "executionId" TEXT,
    "at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "outcome" TEXT NOT NULL,
    "reason" TEXT NOT NULL DEFAULT '',
    "result" JSONB NOT NULL,

    CONSTRAINT "Rehearsal_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Approval" (
    "id" TEXT NOT NULL,
    "remediationId" TEXT NOT NULL,
    "versionId" TEXT NOT NULL,
    "approverId" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMP(3) NOT NULL,
    "note" TEXT NOT NULL DEFAULT '',
    "bound" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "seal" TEXT NOT NULL,
    "voidedAt" TIMESTAMP(3),
    "voidedWhy" TEXT,

    CONSTRAINT "Approval_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ApprovalRules" (
    "id" TEXT NOT NULL,
    "version" INTEGER,
    "rules" JSONB NOT NULL,
    "authorId" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "loosens" BOOLEAN NOT NULL,
    "state" TEXT NOT NULL,
    "deciderId" TEXT,
    "decidedAt" TIMESTAMP(3),
    "decision" TEXT,

    CONSTRAINT "ApprovalRules_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "MaintenanceWindow" (
    "targetId" TEXT NOT NULL,
    "timeZone" TEXT NOT NULL,
    "openings" JSONB NOT NULL,
    "freezeDays" JSONB NOT NULL,
    "updatedById" TEXT NOT NULL,
    "updatedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "MaintenanceWindow_pkey" PRIMARY KEY ("targetId")
);

-- CreateTable
CREATE TABLE "ExecutionCredential" (
    "id" TEXT NOT NULL,
    "targetId" TEXT NOT NULL,
    "executionId" TEXT,
    "role" TEXT NOT NULL,
    "registrarId" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "keyVersion" TEXT NOT NULL,
    "wrappedKey" BYTEA NOT NULL,
    "nonce" BYTEA NOT NULL,
    "ciphertext" BYTEA NOT NULL,

    CONSTRAINT "ExecutionCredential_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Execution" (
    "id" TEXT NOT NULL,
    "remediationId" TEXT NOT NULL,
    "versionId" TEXT NOT NULL,
    "targetId" TEXT NOT NULL,
    "direction" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'intent',
    "requestedById" TEXT,
    "requestedAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "fence" INTEGER NOT NULL DEFAULT 0,
    "leaseToken" TEXT,
    "leaseUntil" TIMESTAMP(3),
    "cancelRequested" BOOLEAN NOT NULL DEFAULT false,
    "xid" TEXT,
    "systemIdentifier" TEXT,
    "startedAt" TIMESTAMP(3),
    "endedAt" TIMESTAMP(3),
    "errorCode" TEXT,
    "errorMessage" TEXT,
    "outcome" JSONB,

    CONSTRAINT "Execution_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ExecutionLine" (
    "executionId" TEXT NOT NULL,
    "seq" INTEGER NOT NULL,
    "at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "kind" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "sqlstate" TEXT,
    "ms" DOUBLE PRECISION,
    "rows" INTEGER,
    "notices" INTEGER,

    CONSTRAINT "ExecutionLine_pkey" PRIMARY KEY ("executionId","seq")
);

-- CreateTable
CREATE TABLE "HandOff" (
    "id" TEXT NOT NULL,
    "remediationId" TEXT NOT NULL,
    "versionId" TEXT NOT NULL,
    "targetId" TEXT NOT NULL,
    "format" TEXT NOT NULL,
    "fileName" TEXT NOT NULL,
    "digest" TEXT NOT NULL,
    "createdById" TEXT NOT NULL,
    "trackedSince" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "landedScanId" TEXT,
    "landedAt" TIMESTAMP(3),

    CONSTRAINT "HandOff_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "RemediationEvent" (
    "seq" BIGSERIAL NOT NULL,
    "remediationId" TEXT NOT NULL,
    "at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "actorId" TEXT,
    "actor" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "from" TEXT,
    "to" TEXT,
    "reason" TEXT,
    "detail" JSONB NOT NULL,

    CONSTRAINT "RemediationEvent_pkey" PRIMARY KEY ("seq")
);

-- CreateIndex
CREATE UNIQUE INDEX "Remediation_currentVersionId_key" ON "Remediation"("currentVersionId");

-- CreateIndex
CREATE INDEX "Remediation_state_stateAt_idx" ON "Remediation"("state", "stateAt");

-- CreateIndex
CREATE INDEX "Remediation_targetId_state_idx" ON "Remediation"("targetId", "state");

-- CreateIndex
CREATE UNIQUE INDEX "RemediationVersion_remediationId_number_key" ON "RemediationVersion"("remediationId", "number");

-- CreateIndex
CREATE INDEX "RemediationFinding_recordId_idx" ON "RemediationFinding"("recordId");

-- CreateIndex
CREATE UNIQUE INDEX "Rehearsal_executionId_key" ON "Rehearsal"("executionId");

-- CreateIndex
CREATE INDEX "Rehearsal_versionId_at_idx" ON "Rehearsal"("versionId", "at");

-- CreateIndex
CREATE INDEX "Approval_remediationId_at_idx" ON "Approval"("remediationId", "at");

-- CreateIndex
CREATE UNIQUE INDEX "ApprovalRules_version_key" ON "ApprovalRules"("version");

-- CreateIndex
CREATE UNIQUE INDEX "ExecutionCredential_executionId_key" ON "ExecutionCredential"("executionId");

-- CreateIndex
CREATE INDEX "ExecutionCredential_targetId_idx" ON "ExecutionCredential"("targetId");

-- CreateIndex
CREATE INDEX "Execution_remediationId_requestedAt_idx" ON "Execution"("remediationId", "requestedAt");

-- CreateIndex
CREATE INDEX "Execution_state_requestedAt_idx" ON "Execution"("state", "requestedAt");

-- CreateIndex
CREATE INDEX "HandOff_targetId_landedAt_idx" ON "HandOff"("targetId", "landedAt");

-- CreateIndex
CREATE INDEX "HandOff_remediationId_idx" ON "HandOff"("remediationId");

-- CreateIndex
CREATE INDEX "RemediationEvent_remediationId_seq_idx" ON "RemediationEvent"("remediationId", "seq");

-- AddForeignKey
ALTER TABLE "Remediation" ADD CONSTRAINT "Remediation_targetId_fkey" FOREIGN KEY ("targetId") REFERENCES "Target"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Remediation" ADD CONSTRAINT "Remediation_authorId_fkey" FOREIGN KEY ("authorId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Remediation" ADD CONSTRAINT "Remediation_currentVersionId_fkey" FOREIGN KEY ("currentVersionId") REFERENCES "RemediationVersion"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RemediationVersion" ADD CONSTRAINT "RemediationVersion_remediationId_fkey" FOREIGN KEY ("remediationId") REFERENCES "Remediation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RemediationVersion" ADD CONSTRAINT "RemediationVersion_editorId_fkey" FOREIGN KEY ("editorId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RemediationFinding" ADD CONSTRAINT "RemediationFinding_versionId_fkey" FOREIGN KEY ("versionId") REFERENCES "RemediationVersion"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RemediationFinding" ADD CONSTRAINT "RemediationFinding_recordId_fkey" FOREIGN KEY ("recordId") REFERENCES "FindingRecord"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Rehearsal" ADD CONSTRAINT "Rehearsal_remediationId_fkey" FOREIGN KEY ("remediationId") REFERENCES "Remediation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Rehearsal" ADD CONSTRAINT "Rehearsal_versionId_fkey" FOREIGN KEY ("versionId") REFERENCES "RemediationVersion"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Approval" ADD CONSTRAINT "Approval_remediationId_fkey" FOREIGN KEY ("remediationId") REFERENCES "Remediation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Approval" ADD CONSTRAINT "Approval_versionId_fkey" FOREIGN KEY ("versionId") REFERENCES "RemediationVersion"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Approval" ADD CONSTRAINT "Approval_approverId_fkey" FOREIGN KEY ("approverId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MaintenanceWindow" ADD CONSTRAINT "MaintenanceWindow_targetId_fkey" FOREIGN KEY ("targetId") REFERENCES "Target"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ExecutionCredential" ADD CONSTRAINT "ExecutionCredential_targetId_fkey" FOREIGN KEY ("targetId") REFERENCES "Target"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ExecutionCredential" ADD CONSTRAINT "ExecutionCredential_executionId_fkey" FOREIGN KEY ("executionId") REFERENCES "Execution"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Execution" ADD CONSTRAINT "Execution_remediationId_fkey" FOREIGN KEY ("remediationId") REFERENCES "Remediation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Execution" ADD CONSTRAINT "Execution_versionId_fkey" FOREIGN KEY ("versionId") REFERENCES "RemediationVersion"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Execution" ADD CONSTRAINT "Execution_targetId_fkey" FOREIGN KEY ("targetId") REFERENCES "Target"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ExecutionLine" ADD CONSTRAINT "ExecutionLine_executionId_fkey" FOREIGN KEY ("executionId") REFERENCES "Execution"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "HandOff" ADD CONSTRAINT "HandOff_remediationId_fkey" FOREIGN KEY ("remediationId") REFERENCES "Remediation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "HandOff" ADD CONSTRAINT "HandOff_versionId_fkey" FOREIGN KEY ("versionId") REFERENCES "RemediationVersion"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "HandOff" ADD CONSTRAINT "HandOff_targetId_fkey" FOREIGN KEY ("targetId") REFERENCES "Target"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RemediationEvent" ADD CONSTRAINT "RemediationEvent_remediationId_fkey" FOREIGN KEY ("remediationId") REFERENCES "Remediation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What the columns may hold.
ALTER TABLE "Remediation"
  ADD CONSTRAINT "Remediation_state" CHECK ("state" IN (
    'draft', 'submitted', 'approved', 'scheduled', 'applying', 'applied', 'verified', 'closed', 'rejected', 'expired',
    'withdrawn', 'needs-human', 'failed', 'handed-off', 'undone')),
  ADD CONSTRAINT "Remediation_kind" CHECK ("kind" IN ('sql', 'migration', 'config')),
  -- Nothing is ever applied on one person's word, whatever the rules say.
  ADD CONSTRAINT "Remediation_second_person" CHECK ("approvalsNeeded" >= 1),
  ADD CONSTRAINT "Remediation_submitted" CHECK (("submittedById" IS NULL) = ("submittedAt" IS NULL)),
  ADD CONSTRAINT "Remediation_scheduled" CHECK (
    ("scheduledById" IS NULL) = ("scheduledFor" IS NULL) AND ("state" <> 'scheduled' OR "scheduledFor" IS NOT NULL));
ALTER TABLE "RemediationVersion"
  ADD CONSTRAINT "RemediationVersion_number" CHECK ("number" >= 1),
  ADD CONSTRAINT "RemediationVersion_digest" CHECK (
    "digest" = encode(sha256(convert_to("script", 'UTF8')), 'hex'));
ALTER TABLE "Rehearsal"
  ADD CONSTRAINT "Rehearsal_outcome" CHECK ("outcome" IN ('ok', 'failed', 'not-rehearsable'));
ALTER TABLE "Approval"
  ADD CONSTRAINT "Approval_hash" CHECK ("hash" = encode(sha256(convert_to("bound", 'UTF8')), 'hex')),
  ADD CONSTRAINT "Approval_ends" CHECK ("expiresAt" > "at"),
  ADD CONSTRAINT "Approval_voided" CHECK (("voidedAt" IS NULL) = ("voidedWhy" IS NULL));
ALTER TABLE "ApprovalRules"
  ADD CONSTRAINT "ApprovalRules_state" CHECK ("state" IN ('waiting', 'in-force', 'rejected', 'withdrawn')),
  ADD CONSTRAINT "ApprovalRules_version" CHECK (("state" = 'in-force') = ("version" IS NOT NULL)),
  ADD CONSTRAINT "ApprovalRules_second_person" CHECK (
    CASE "state"
      WHEN 'waiting' THEN "loosens" AND "deciderId" IS NULL
      WHEN 'in-force' THEN NOT "loosens" OR ("deciderId" IS NOT NULL AND "deciderId" <> "authorId")
      WHEN 'rejected' THEN "deciderId" IS NOT NULL AND "deciderId" <> "authorId"
      ELSE "deciderId" = "authorId"
    END);
ALTER TABLE "Execution"
  ADD CONSTRAINT "Execution_direction" CHECK ("direction" IN ('up', 'down', 'rehearsal')),
  ADD CONSTRAINT "Execution_state" CHECK ("state" IN (
    'intent', 'running', 'committing', 'done', 'failed', 'rolled-back', 'needs-human')),
  ADD CONSTRAINT "Execution_known_before_commit" CHECK (("xid" IS NULL) OR ("systemIdentifier" IS NOT NULL)),
  ADD CONSTRAINT "Execution_ended" CHECK (
    ("endedAt" IS NULL) = ("state" IN ('intent', 'running', 'committing', 'needs-human')));
ALTER TABLE "ExecutionLine"
  ADD CONSTRAINT "ExecutionLine_kind" CHECK ("kind" IN ('info', 'check', 'statement', 'error'));
ALTER TABLE "HandOff"
  ADD CONSTRAINT "HandOff_format" CHECK ("format" IN ('plain', 'flyway', 'liquibase', 'prisma', 'sqitch')),
  ADD CONSTRAINT "HandOff_landed" CHECK (("landedScanId" IS NULL) = ("landedAt" IS NULL));

-- One live execution of a target; one held credential of a target; one live approval of a person for a version.
CREATE UNIQUE INDEX "Execution_one_live_per_target" ON "Execution" ("targetId")
  WHERE "state" IN ('intent', 'running', 'committing');
CREATE UNIQUE INDEX "ExecutionCredential_one_held" ON "ExecutionCredential" ("targetId") WHERE "executionId" IS NULL;
CREATE UNIQUE INDEX "Approval_one_live_per_person" ON "Approval" ("versionId", "approverId") WHERE "voidedAt" IS NULL;

-- The state machine, and what a state needs to be true. docs/approvals.md has it as a table.
CREATE FUNCTION "keep_remediation"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  allowed jsonb := '{
    "draft": ["submitted", "withdrawn", "handed-off"],
    "submitted": ["draft", "approved", "rejected", "withdrawn", "expired"],
    "approved": ["draft", "submitted", "scheduled", "applying", "rejected", "withdrawn", "expired"],
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
  IF NEW."kind" = 'migration' AND NEW."state" IN ('approved', 'scheduled', 'applying') THEN
    RAISE EXCEPTION 'a migration is handed off, never applied' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF NEW."state" IN ('approved', 'scheduled') OR (NEW."state" = 'applying' AND OLD."state" IN ('approved', 'scheduled', 'failed')) THEN
    SELECT count(DISTINCT a."approverId") INTO live
    FROM "Approval" a JOIN "Person" p ON p."id" = a."approverId"
    WHERE a."versionId" = NEW."currentVersionId" AND a."voidedAt" IS NULL AND p."disabledAt" IS NULL
      AND a."expiresAt" > (now() AT TIME ZONE 'UTC');
    IF live < NEW."approvalsNeeded" THEN
      RAISE EXCEPTION '% of % approvals are there', live, NEW."approvalsNeeded" USING ERRCODE = 'insufficient_privilege';
    END IF;
  END IF;
  -- Whatever agreement there was, it was to what is now edited, refused or over.
  IF NEW."state" IN ('draft', 'rejected', 'withdrawn', 'expired') THEN
    UPDATE "Approval" SET "voidedAt" = now() AT TIME ZONE 'UTC', "voidedWhy" = 'the remediation became ' || NEW."state"
    WHERE "remediationId" = NEW."id" AND "voidedAt" IS NULL;
  END IF;
  RETURN NEW;
END
$$;

CREATE FUNCTION "begin_remediation"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW."state" <> 'draft' THEN
    RAISE EXCEPTION 'a remediation begins as a draft' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END
$$;

CREATE FUNCTION "begin_remediation_version"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM "Remediation" r WHERE r."id" = NEW."remediationId" AND r."state" = 'draft') THEN
    RAISE EXCEPTION 'only a draft gets another version' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END
$$;

-- Nobody approves what they wrote, edited, submitted, or hold the key for.
CREATE FUNCTION "two_people_approve"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  remediation "Remediation"%ROWTYPE;
BEGIN
  SELECT * INTO remediation FROM "Remediation" WHERE "id" = NEW."remediationId" FOR UPDATE;
  IF remediation."state" <> 'submitted' OR remediation."currentVersionId" IS DISTINCT FROM NEW."versionId" THEN
    RAISE EXCEPTION 'only the version that was submitted is approved' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF NEW."voidedAt" IS NOT NULL THEN
    RAISE EXCEPTION 'an approval begins as one' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF remediation."authorId" = NEW."approverId" OR remediation."submittedById" = NEW."approverId"
     OR EXISTS (SELECT 1 FROM "RemediationVersion" v WHERE v."remediationId" = NEW."remediationId" AND v."editorId" = NEW."approverId") THEN
    RAISE EXCEPTION 'nobody approves what they wrote' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF EXISTS (
    SELECT 1 FROM "ExecutionCredential" c WHERE c."targetId" = remediation."targetId" AND c."registrarId" = NEW."approverId"
      AND (c."executionId" IS NULL OR EXISTS (
        SELECT 1 FROM "Execution" e WHERE e."id" = c."executionId" AND e."remediationId" = NEW."remediationId"))
  ) THEN
    RAISE EXCEPTION 'nobody approves what their own credential would run' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF NOT EXISTS (SELECT 1 FROM "Person" p WHERE p."id" = NEW."approverId" AND p."disabledAt" IS NULL) THEN
    RAISE EXCEPTION 'this person is disabled' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END
$$;

CREATE FUNCTION "two_people_hold"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW."executionId" IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM "Execution" e WHERE e."id" = NEW."executionId" AND e."targetId" = NEW."targetId" AND e."state" = 'intent') THEN
    RAISE EXCEPTION 'a credential for one run belongs to a run that has not begun' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF EXISTS (
    SELECT 1 FROM "Approval" a JOIN "Remediation" r ON r."id" = a."remediationId"
    WHERE r."targetId" = NEW."targetId" AND a."approverId" = NEW."registrarId" AND a."voidedAt" IS NULL
      AND a."expiresAt" > (now() AT TIME ZONE 'UTC') AND r."state" IN ('submitted', 'approved', 'scheduled', 'applying', 'failed')
      AND (NEW."executionId" IS NULL
        OR r."id" = (SELECT e."remediationId" FROM "Execution" e WHERE e."id" = NEW."executionId"))
  ) THEN
    RAISE EXCEPTION 'who approved does not give the credential' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END
$$;

-- An approval can end early and nothing else about it can change.
CREATE FUNCTION "keep_approval"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD."voidedAt" IS NOT NULL OR NEW."voidedAt" IS NULL
     OR to_jsonb(NEW) - ARRAY['voidedAt', 'voidedWhy'] IS DISTINCT FROM to_jsonb(OLD) - ARRAY['voidedAt', 'voidedWhy'] THEN
    RAISE EXCEPTION 'an approval is voided once and never rewritten' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END
$$;

CREATE FUNCTION "keep_approval_rules"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD."state" <> 'waiting' OR (NEW."rules", NEW."authorId", NEW."reason", NEW."createdAt", NEW."loosens")
     IS DISTINCT FROM (OLD."rules", OLD."authorId", OLD."reason", OLD."createdAt", OLD."loosens") THEN
    RAISE EXCEPTION 'rules are decided about once and never rewritten' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END
$$;

CREATE FUNCTION "begin_execution"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  remediation "Remediation"%ROWTYPE;
BEGIN
  SELECT * INTO remediation FROM "Remediation" WHERE "id" = NEW."remediationId";
  IF NEW."state" <> 'intent' OR NEW."xid" IS NOT NULL OR NEW."fence" <> 0 THEN
    RAISE EXCEPTION 'an execution begins as an intent' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF remediation."targetId" <> NEW."targetId" OR remediation."currentVersionId" IS DISTINCT FROM NEW."versionId" THEN
    RAISE EXCEPTION 'only the version that counts runs, on its own database' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF NEW."direction" <> 'rehearsal' AND (remediation."state" <> 'applying' OR remediation."kind" = 'migration') THEN
    RAISE EXCEPTION 'only what is being applied runs' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END
$$;

CREATE FUNCTION "keep_execution"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  allowed jsonb := '{
    "intent": ["running", "failed"],
    "running": ["committing", "done", "failed", "rolled-back", "needs-human"],
    "committing": ["done", "failed", "rolled-back", "needs-human"],
    "needs-human": ["done", "failed", "rolled-back"],
    "done": [], "failed": [], "rolled-back": []
  }';
BEGIN
  IF (NEW."id", NEW."remediationId", NEW."versionId", NEW."targetId", NEW."direction", NEW."requestedById", NEW."requestedAt")
     IS DISTINCT FROM (OLD."id", OLD."remediationId", OLD."versionId", OLD."targetId", OLD."direction", OLD."requestedById", OLD."requestedAt")
     OR (OLD."xid" IS NOT NULL AND (NEW."xid", NEW."systemIdentifier") IS DISTINCT FROM (OLD."xid", OLD."systemIdentifier"))
     OR NEW."fence" < OLD."fence" THEN
    RAISE EXCEPTION 'what an execution is never changes' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF NEW."state" <> OLD."state" AND NOT (allowed -> OLD."state") ? NEW."state" THEN
    RAISE EXCEPTION 'an execution that is % does not become %', OLD."state", NEW."state" USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF OLD."state" IN ('done', 'failed', 'rolled-back') AND NEW IS DISTINCT FROM OLD THEN
    RAISE EXCEPTION 'an execution that ended stays as it is' USING ERRCODE = 'insufficient_privilege';
  END IF;
  -- A credential given for one run does not outlive it.
  IF NEW."endedAt" IS NOT NULL THEN
    DELETE FROM "ExecutionCredential" WHERE "executionId" = NEW."id";
  END IF;
  RETURN NEW;
END
$$;

CREATE FUNCTION "keep_hand_off"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD."landedAt" IS NOT NULL OR NEW."landedAt" IS NULL
     OR to_jsonb(NEW) - ARRAY['landedAt', 'landedScanId'] IS DISTINCT FROM to_jsonb(OLD) - ARRAY['landedAt', 'landedScanId'] THEN
    RAISE EXCEPTION 'what was handed off stays what it was' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END
$$;

CREATE FUNCTION "refuse_remediation_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the history of a remediation is append-only' USING ERRCODE = 'insufficient_privilege';
END
$$;

CREATE TRIGGER "Remediation_begins" BEFORE INSERT ON "Remediation" FOR EACH ROW EXECUTE FUNCTION "begin_remediation"();
CREATE TRIGGER "Remediation_kept" BEFORE UPDATE ON "Remediation" FOR EACH ROW EXECUTE FUNCTION "keep_remediation"();
CREATE TRIGGER "RemediationVersion_begins" BEFORE INSERT ON "RemediationVersion"
  FOR EACH ROW EXECUTE FUNCTION "begin_remediation_version"();
CREATE TRIGGER "Approval_two_people" BEFORE INSERT ON "Approval" FOR EACH ROW EXECUTE FUNCTION "two_people_approve"();
CREATE TRIGGER "Approval_kept" BEFORE UPDATE ON "Approval" FOR EACH ROW EXECUTE FUNCTION "keep_approval"();
CREATE TRIGGER "ApprovalRules_kept" BEFORE UPDATE ON "ApprovalRules" FOR EACH ROW EXECUTE FUNCTION "keep_approval_rules"();
CREATE TRIGGER "ExecutionCredential_two_people" BEFORE INSERT ON "ExecutionCredential"
  FOR EACH ROW EXECUTE FUNCTION "two_people_hold"();
CREATE TRIGGER "ExecutionCredential_kept" BEFORE UPDATE ON "ExecutionCredential"
  FOR EACH ROW EXECUTE FUNCTION "refuse_remediation_change"();
CREATE TRIGGER "Execution_begins" BEFORE INSERT ON "Execution" FOR EACH ROW EXECUTE FUNCTION "begin_execution"();
CREATE TRIGGER "Execution_kept" BEFORE UPDATE ON "Execution" FOR EACH ROW EXECUTE FUNCTION "keep_execution"();
CREATE TRIGGER "HandOff_kept" BEFORE UPDATE ON "HandOff" FOR EACH ROW EXECUTE FUNCTION "keep_hand_off"();

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['RemediationVersion', 'RemediationFinding', 'Rehearsal', 'ExecutionLine', 'RemediationEvent'] LOOP
    EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION "refuse_remediation_change"()', name || '_append_only', name);
    EXECUTE format('ALTER TABLE %I ENABLE ALWAYS TRIGGER %I', name, name || '_append_only');
  END LOOP;
  FOREACH name IN ARRAY ARRAY['Remediation', 'Approval', 'ApprovalRules', 'Execution', 'HandOff'] LOOP
    EXECUTE format('CREATE TRIGGER %I BEFORE DELETE ON %I FOR EACH ROW EXECUTE FUNCTION "refuse_remediation_change"()', name || '_no_delete', name);
    EXECUTE format('ALTER TABLE %I ENABLE ALWAYS TRIGGER %I', name, name || '_no_delete');
  END LOOP;
  FOREACH name IN ARRAY ARRAY['RemediationVersion', 'RemediationFinding', 'Rehearsal', 'ExecutionLine', 'RemediationEvent',
      'Remediation', 'Approval', 'ApprovalRules', 'Execution', 'HandOff'] LOOP
    EXECUTE format('CREATE TRIGGER %I BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION "refuse_remediation_change"()', name || '_no_truncate', name);
    EXECUTE format('ALTER TABLE %I ENABLE ALWAYS TRIGGER %I', name, name || '_no_truncate');
  END LOOP;
END
$$;
ALTER TABLE "Remediation" ENABLE ALWAYS TRIGGER "Remediation_begins";
ALTER TABLE "Remediation" ENABLE ALWAYS TRIGGER "Remediation_kept";
ALTER TABLE "RemediationVersion" ENABLE ALWAYS TRIGGER "RemediationVersion_begins";
ALTER TABLE "Approval" ENABLE ALWAYS TRIGGER "Approval_two_people";
ALTER TABLE "Approval" ENABLE ALWAYS TRIGGER "Approval_kept";
ALTER TABLE "ApprovalRules" ENABLE ALWAYS TRIGGER "ApprovalRules_kept";
ALTER TABLE "ExecutionCredential" ENABLE ALWAYS TRIGGER "ExecutionCredential_two_people";
ALTER TABLE "ExecutionCredential" ENABLE ALWAYS TRIGGER "ExecutionCredential_kept";
ALTER TABLE "Execution" ENABLE ALWAYS TRIGGER "Execution_begins";
ALTER TABLE "Execution" ENABLE ALWAYS TRIGGER "Execution_kept";
ALTER TABLE "HandOff" ENABLE ALWAYS TRIGGER "HandOff_kept";
