-- CreateEnum
CREATE TYPE "ProposalState" AS ENUM ('waiting', 'approved', 'rejected', 'withdrawn');

-- CreateEnum
CREATE TYPE "ScanKind" AS ENUM ('read', 'judgement');

-- AlterTable
ALTER TABLE "PolicyVersion" ADD COLUMN     "acceptsMore" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "approverId" TEXT,
ALTER COLUMN "targetId" DROP NOT NULL;

-- AlterTable
ALTER TABLE "Scan" ADD COLUMN     "kind" "ScanKind" NOT NULL DEFAULT 'read',
ADD COLUMN     "organisationPolicyVersion" INTEGER,
ADD COLUMN     "readScanId" TEXT;

-- CreateTable
CREATE TABLE "PolicyProposal" (
    "id" TEXT NOT NULL,
    "targetId" TEXT,
    "basedOn" INTEGER NOT NULL,
    "text" TEXT,
    "edits" JSONB,
    "authorId" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "state" "ProposalState" NOT NULL DEFAULT 'waiting',
    "deciderId" TEXT,
    "decidedAt" TIMESTAMP(3),
    "decisionReason" TEXT,
    "version" INTEGER,

    CONSTRAINT "PolicyProposal_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "PolicyProposal_targetId_state_idx" ON "PolicyProposal"("targetId", "state");

-- CreateIndex
CREATE INDEX "PolicyProposal_state_idx" ON "PolicyProposal"("state");

-- CreateIndex
CREATE INDEX "Scan_readScanId_idx" ON "Scan"("readScanId");

-- AddForeignKey
ALTER TABLE "PolicyProposal" ADD CONSTRAINT "PolicyProposal_targetId_fkey" FOREIGN KEY ("targetId") REFERENCES "Target"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Scan" ADD CONSTRAINT "Scan_readScanId_fkey" FOREIGN KEY ("readScanId") REFERENCES "Scan"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Two people, whatever the code above says: nobody lets their own accepted risk come into force.
ALTER TABLE "PolicyVersion" ADD CONSTRAINT "PolicyVersion_second_person"
  CHECK ("approverId" IS NULL OR ("authorId" IS NOT NULL AND "approverId" <> "authorId"));
ALTER TABLE "PolicyVersion" ADD CONSTRAINT "PolicyVersion_accepted_risk_is_approved"
  CHECK (NOT "acceptsMore" OR "authorId" IS NULL OR "approverId" IS NOT NULL);
ALTER TABLE "PolicyProposal" ADD CONSTRAINT "PolicyProposal_text_or_edits"
  CHECK (("text" IS NULL) <> ("edits" IS NULL));
ALTER TABLE "PolicyProposal" ADD CONSTRAINT "PolicyProposal_second_person"
  CHECK (("state" NOT IN ('approved', 'rejected')) OR ("deciderId" IS NOT NULL AND "deciderId" <> "authorId"));
ALTER TABLE "PolicyProposal" ADD CONSTRAINT "PolicyProposal_withdrawn_by_author"
  CHECK ("state" <> 'withdrawn' OR "deciderId" = "authorId");
ALTER TABLE "PolicyProposal" ADD CONSTRAINT "PolicyProposal_version_when_approved"
  CHECK (("state" = 'approved') = ("version" IS NOT NULL));

-- NULLs are distinct in the index above: the organisation's versions have one of their own.
CREATE UNIQUE INDEX "PolicyVersion_organisation_version" ON "PolicyVersion" ("version") WHERE "targetId" IS NULL;

-- A snapshot is where it was read; a judgement only points there.
ALTER TABLE "Scan" ADD CONSTRAINT "Scan_read_from_server"
  CHECK ("kind" = 'judgement' OR "readScanId" IS NULL);
ALTER TABLE "Scan" ADD CONSTRAINT "Scan_judgement_has_no_snapshot"
  CHECK ("kind" = 'read' OR "snapshot" IS NULL);

-- One of each kind at a time: while a server is read, the snapshot before it can be judged.
DROP INDEX "Scan_one_open_per_target";
CREATE UNIQUE INDEX "Scan_one_open_per_target" ON "Scan" ("targetId", "kind") WHERE "state" IN ('queued', 'running');
