-- AlterTable
-- Rules written before are not sealed, and so allow nothing until they are written anew: whoever wrote them cannot be told.
ALTER TABLE "ApprovalRules" ADD COLUMN "seal" TEXT NOT NULL DEFAULT '';
ALTER TABLE "ApprovalRules" ALTER COLUMN "seal" DROP DEFAULT;
