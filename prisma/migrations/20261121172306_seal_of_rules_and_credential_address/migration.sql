-- AlterTable
-- Rules written before are not sealed, and so allow nothing until they are written anew: whoever wrote them cannot be told.
ALTER TABLE "ApprovalRules" ADD COLUMN "seal" TEXT NOT NULL DEFAULT '';
ALTER TABLE "ApprovalRules" ALTER COLUMN "seal" DROP DEFAULT;

-- AlterTable
-- Of credentials kept before nothing is known without opening them.
ALTER TABLE "ExecutionCredential" ADD COLUMN "boundTo" TEXT NOT NULL DEFAULT '';
ALTER TABLE "ExecutionCredential" ALTER COLUMN "boundTo" DROP DEFAULT;
