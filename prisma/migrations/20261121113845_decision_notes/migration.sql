-- CreateTable
CREATE TABLE "DecisionNote" (
    "id" TEXT NOT NULL,
    "targetId" TEXT NOT NULL,
    "decisionId" TEXT NOT NULL,
    "note" TEXT NOT NULL,
    "authorId" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "DecisionNote_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "DecisionNote_targetId_decisionId_idx" ON "DecisionNote"("targetId", "decisionId");

-- AddForeignKey
ALTER TABLE "DecisionNote" ADD CONSTRAINT "DecisionNote_targetId_fkey" FOREIGN KEY ("targetId") REFERENCES "Target"("id") ON DELETE CASCADE ON UPDATE CASCADE;
