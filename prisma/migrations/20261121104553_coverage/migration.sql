-- AlterTable
ALTER TABLE "Scan" ADD COLUMN     "score" JSONB;

-- CreateTable
CREATE TABLE "ThreatNote" (
    "id" TEXT NOT NULL,
    "targetId" TEXT NOT NULL,
    "row" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "authorId" TEXT,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ThreatNote_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "ThreatNote_targetId_row_createdAt_idx" ON "ThreatNote"("targetId", "row", "createdAt");

-- AddForeignKey
ALTER TABLE "ThreatNote" ADD CONSTRAINT "ThreatNote_targetId_fkey" FOREIGN KEY ("targetId") REFERENCES "Target"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- A note is a note, not a document; without text it takes the one before back.
ALTER TABLE "ThreatNote" ADD CONSTRAINT "ThreatNote_text_length" CHECK (length("text") <= 4000);
