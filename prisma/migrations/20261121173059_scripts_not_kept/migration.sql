-- AlterTable
ALTER TABLE "FindingRow" DROP COLUMN "remediation";
