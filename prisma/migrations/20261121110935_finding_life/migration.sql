-- CreateTable
CREATE TABLE "FindingRecord" (
    "id" TEXT NOT NULL,
    "targetId" TEXT NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'open',
    "stateAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "firstSeenAt" TIMESTAMP(3) NOT NULL,
    "firstScanId" TEXT NOT NULL,
    "lastSeenAt" TIMESTAMP(3) NOT NULL,
    "lastScanId" TEXT NOT NULL,
    "appearedScanId" TEXT,
    "assigneeId" TEXT,
    "dueOn" TEXT,
    "accepted" JSONB,
    "acceptedUntil" TEXT,
    "baseline" JSONB,
    "falsePositiveEvidence" TEXT,
    "falsePositiveRequestId" TEXT,
    "control" TEXT NOT NULL,
    "area" TEXT NOT NULL,
    "severity" TEXT NOT NULL,
    "severityRank" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "objectKind" TEXT NOT NULL,
    "objectText" TEXT NOT NULL,
    "database" TEXT,
    "object" JSONB NOT NULL,
    "evidence" JSONB NOT NULL,
    "evidenceDigest" TEXT NOT NULL,
    "threats" TEXT[],
    "remediation" TEXT,

    CONSTRAINT "FindingRecord_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "FindingEvent" (
    "seq" BIGSERIAL NOT NULL,
    "recordId" TEXT NOT NULL,
    "at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "actorId" TEXT,
    "actor" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "from" TEXT,
    "to" TEXT,
    "reason" TEXT,
    "detail" JSONB NOT NULL,

    CONSTRAINT "FindingEvent_pkey" PRIMARY KEY ("seq")
);

-- CreateTable
CREATE TABLE "FindingComment" (
    "id" TEXT NOT NULL,
    "recordId" TEXT NOT NULL,
    "authorId" TEXT NOT NULL,
    "at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "text" TEXT NOT NULL,

    CONSTRAINT "FindingComment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "FindingRequest" (
    "id" TEXT NOT NULL,
    "targetId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "scope" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "compensatingControl" TEXT,
    "until" TEXT,
    "requestedById" TEXT NOT NULL,
    "requestedAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "state" TEXT NOT NULL DEFAULT 'requested',
    "decidedById" TEXT,
    "decidedAt" TIMESTAMP(3),
    "decision" TEXT,
    "policyVersion" INTEGER,

    CONSTRAINT "FindingRequest_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "FindingRequestItem" (
    "requestId" TEXT NOT NULL,
    "recordId" TEXT NOT NULL,
    "evidenceDigest" TEXT NOT NULL,

    CONSTRAINT "FindingRequestItem_pkey" PRIMARY KEY ("requestId","recordId")
);

-- CreateIndex
CREATE INDEX "FindingRecord_lastScanId_severityRank_fingerprint_idx" ON "FindingRecord"("lastScanId", "severityRank", "fingerprint");

-- CreateIndex
CREATE INDEX "FindingRecord_targetId_state_idx" ON "FindingRecord"("targetId", "state");

-- CreateIndex
CREATE INDEX "FindingRecord_assigneeId_idx" ON "FindingRecord"("assigneeId");

-- CreateIndex
CREATE INDEX "FindingRecord_acceptedUntil_idx" ON "FindingRecord"("acceptedUntil");

-- CreateIndex
CREATE UNIQUE INDEX "FindingRecord_targetId_fingerprint_key" ON "FindingRecord"("targetId", "fingerprint");

-- CreateIndex
CREATE INDEX "FindingEvent_recordId_seq_idx" ON "FindingEvent"("recordId", "seq");

-- CreateIndex
CREATE INDEX "FindingComment_recordId_at_idx" ON "FindingComment"("recordId", "at");

-- CreateIndex
CREATE INDEX "FindingRequest_state_idx" ON "FindingRequest"("state");

-- CreateIndex
CREATE INDEX "FindingRequest_targetId_state_idx" ON "FindingRequest"("targetId", "state");

-- CreateIndex
CREATE INDEX "FindingRequestItem_recordId_idx" ON "FindingRequestItem"("recordId");

-- AddForeignKey
ALTER TABLE "FindingRecord" ADD CONSTRAINT "FindingRecord_targetId_fkey" FOREIGN KEY ("targetId") REFERENCES "Target"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "FindingRecord" ADD CONSTRAINT "FindingRecord_assigneeId_fkey" FOREIGN KEY ("assigneeId") REFERENCES "Person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "FindingRecord" ADD CONSTRAINT "FindingRecord_falsePositiveRequestId_fkey" FOREIGN KEY ("falsePositiveRequestId") REFERENCES "FindingRequest"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "FindingEvent" ADD CONSTRAINT "FindingEvent_recordId_fkey" FOREIGN KEY ("recordId") REFERENCES "FindingRecord"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "FindingComment" ADD CONSTRAINT "FindingComment_recordId_fkey" FOREIGN KEY ("recordId") REFERENCES "FindingRecord"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "FindingComment" ADD CONSTRAINT "FindingComment_authorId_fkey" FOREIGN KEY ("authorId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "FindingRequest" ADD CONSTRAINT "FindingRequest_targetId_fkey" FOREIGN KEY ("targetId") REFERENCES "Target"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "FindingRequest" ADD CONSTRAINT "FindingRequest_requestedById_fkey" FOREIGN KEY ("requestedById") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "FindingRequest" ADD CONSTRAINT "FindingRequest_decidedById_fkey" FOREIGN KEY ("decidedById") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "FindingRequestItem" ADD CONSTRAINT "FindingRequestItem_requestId_fkey" FOREIGN KEY ("requestId") REFERENCES "FindingRequest"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "FindingRequestItem" ADD CONSTRAINT "FindingRequestItem_recordId_fkey" FOREIGN KEY ("recordId") REFERENCES "FindingRecord"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "FindingRecord"
  ADD CONSTRAINT "FindingRecord_state" CHECK ("state" IN ('open', 'in-remediation', 'false-positive', 'fixed', 'reopened')),
  ADD CONSTRAINT "FindingRecord_dueOn" CHECK ("dueOn" ~ '^\d{4}-\d{2}-\d{2}$'),
  ADD CONSTRAINT "FindingRecord_acceptedUntil" CHECK (("accepted" IS NULL) = ("acceptedUntil" IS NULL)),
  -- A false positive is what two people said; nothing else makes one.
  ADD CONSTRAINT "FindingRecord_falsePositive" CHECK (
    ("state" = 'false-positive') = ("falsePositiveRequestId" IS NOT NULL)
    AND ("falsePositiveRequestId" IS NULL) = ("falsePositiveEvidence" IS NULL)
  );

ALTER TABLE "FindingRequest"
  ADD CONSTRAINT "FindingRequest_kind" CHECK ("kind" IN ('acceptance', 'false-positive', 'baseline')),
  ADD CONSTRAINT "FindingRequest_scope" CHECK ("scope" = 'object' OR ("scope" = 'control' AND "kind" = 'acceptance')),
  ADD CONSTRAINT "FindingRequest_reason" CHECK (btrim("reason") <> ''),
  ADD CONSTRAINT "FindingRequest_acceptance" CHECK (
    "kind" <> 'acceptance'
    OR ("until" ~ '^\d{4}-\d{2}-\d{2}$' AND "until" IS NOT NULL AND btrim(coalesce("compensatingControl", '')) <> '')
  ),
  ADD CONSTRAINT "FindingRequest_state" CHECK ("state" IN ('requested', 'approved', 'rejected', 'withdrawn')),
  ADD CONSTRAINT "FindingRequest_decided" CHECK (
    ("state" = 'requested') = ("decidedById" IS NULL) AND ("decidedById" IS NULL) = ("decidedAt" IS NULL)
  ),
  -- Nobody decides what they asked for, whatever their role; nobody withdraws what another asked for.
  ADD CONSTRAINT "FindingRequest_two_people" CHECK (
    CASE "state"
      WHEN 'requested' THEN true
      WHEN 'withdrawn' THEN "decidedById" = "requestedById"
      ELSE "decidedById" <> "requestedById"
    END
  );

-- What was asked for stays what it was, and a decision is final.
CREATE FUNCTION "keep_finding_request"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD."state" <> 'requested'
     OR (NEW."targetId", NEW."kind", NEW."scope", NEW."reason", NEW."requestedById", NEW."requestedAt")
        IS DISTINCT FROM (OLD."targetId", OLD."kind", OLD."scope", OLD."reason", OLD."requestedById", OLD."requestedAt")
     OR (NEW."compensatingControl", NEW."until") IS DISTINCT FROM (OLD."compensatingControl", OLD."until") THEN
    RAISE EXCEPTION 'a request is decided once and never rewritten' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END
$$;

CREATE TRIGGER "FindingRequest_kept" BEFORE UPDATE ON "FindingRequest"
  FOR EACH ROW EXECUTE FUNCTION "keep_finding_request"();
ALTER TABLE "FindingRequest" ENABLE ALWAYS TRIGGER "FindingRequest_kept";

-- The history of a finding, its comments and what was asked for are added to and never changed.
CREATE FUNCTION "refuse_history_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the history of a finding is append-only' USING ERRCODE = 'insufficient_privilege';
END
$$;

CREATE TRIGGER "FindingEvent_append_only" BEFORE UPDATE OR DELETE ON "FindingEvent"
  FOR EACH ROW EXECUTE FUNCTION "refuse_history_change"();
CREATE TRIGGER "FindingEvent_no_truncate" BEFORE TRUNCATE ON "FindingEvent"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_history_change"();
CREATE TRIGGER "FindingComment_append_only" BEFORE UPDATE OR DELETE ON "FindingComment"
  FOR EACH ROW EXECUTE FUNCTION "refuse_history_change"();
CREATE TRIGGER "FindingComment_no_truncate" BEFORE TRUNCATE ON "FindingComment"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_history_change"();
CREATE TRIGGER "FindingRequestItem_append_only" BEFORE UPDATE OR DELETE ON "FindingRequestItem"
  FOR EACH ROW EXECUTE FUNCTION "refuse_history_change"();
CREATE TRIGGER "FindingRequest_no_delete" BEFORE DELETE ON "FindingRequest"
  FOR EACH ROW EXECUTE FUNCTION "refuse_history_change"();
ALTER TABLE "FindingEvent" ENABLE ALWAYS TRIGGER "FindingEvent_append_only";
ALTER TABLE "FindingEvent" ENABLE ALWAYS TRIGGER "FindingEvent_no_truncate";
ALTER TABLE "FindingComment" ENABLE ALWAYS TRIGGER "FindingComment_append_only";
ALTER TABLE "FindingComment" ENABLE ALWAYS TRIGGER "FindingComment_no_truncate";
ALTER TABLE "FindingRequestItem" ENABLE ALWAYS TRIGGER "FindingRequestItem_append_only";
ALTER TABLE "FindingRequest" ENABLE ALWAYS TRIGGER "FindingRequest_no_delete";

-- Findings of the last good scans that are here already: open since the first scan that had them.
INSERT INTO "FindingRecord" (
  "id", "targetId", "fingerprint", "state", "firstSeenAt", "firstScanId", "lastSeenAt", "lastScanId", "accepted", "acceptedUntil",
  "control", "area", "severity", "severityRank", "title", "objectKind", "objectText", "database", "object", "evidence",
  "evidenceDigest", "threats", "remediation"
)
SELECT gen_random_uuid(), s."targetId", f."fingerprint", 'open', first."finishedAt", first."id", s."finishedAt", s."id",
  CASE WHEN f."accepted" ->> 'until' ~ '^\d{4}-\d{2}-\d{2}$' THEN f."accepted" END,
  CASE WHEN f."accepted" ->> 'until' ~ '^\d{4}-\d{2}-\d{2}$' THEN f."accepted" ->> 'until' END,
  f."control", f."area", f."severity", f."severityRank", f."title", f."objectKind", f."objectText", f."database", f."object",
  f."evidence", '', f."threats", CASE WHEN jsonb_typeof(f."remediation") = 'object' THEN f."remediation" ->> 'kind' END
FROM (
  SELECT DISTINCT ON ("targetId") "id", "targetId", "finishedAt" FROM "Scan"
  WHERE "state" = 'done' AND "finishedAt" IS NOT NULL
  ORDER BY "targetId", "requestedAt" DESC
) s
JOIN "FindingRow" f ON f."scanId" = s."id"
CROSS JOIN LATERAL (
  SELECT o."id", o."finishedAt" FROM "Scan" o JOIN "FindingRow" e ON e."scanId" = o."id"
  WHERE o."targetId" = s."targetId" AND o."state" = 'done' AND o."finishedAt" IS NOT NULL
    AND e."fingerprint" = f."fingerprint"
  ORDER BY o."finishedAt" LIMIT 1
) first;
