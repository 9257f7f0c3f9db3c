package org.robustness4j.assessment;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.Nullable;
import org.robustness4j.diagnosis.Finding;
import org.robustness4j.evaluation.AttackEvaluation;
import org.robustness4j.evaluation.Outcome;
import org.robustness4j.evaluation.Rate;
import org.robustness4j.internal.report.ConsoleWidth;
import org.robustness4j.internal.report.SummaryTable;
import org.robustness4j.internal.results.record.Attachments;
import org.robustness4j.internal.results.record.CandidatesRecord;
import org.robustness4j.internal.results.record.EvaluationRecord;
import org.robustness4j.internal.results.record.TestId;
import org.robustness4j.verdict.Judgement;

/**
 * The result of an attack, the verdict on it, and the findings of the checks.
 *
 * @param evaluation what broke: by the attack, and by the searches of the checks
 * @param judgement the verdict, doubts included
 * @param findings of the checks
 * @param fromCache whether an earlier build ran the attack
 * @param survivesEightBit broken samples that stay broken in eight bits, null when that was not asked
 * @param logitsSha256 the hash of the model's logits for the first samples
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public record Assessment(
        AttackEvaluation evaluation,
        Judgement judgement,
        List<Finding> findings,
        boolean fromCache,
        @Nullable Rate survivesEightBit,
        String logitsSha256) {

    /** Copies the findings. */
    public Assessment {
        findings = List.copyOf(findings);
    }

    /**
     * The table that the gate prints, for programs that run without a build.
     *
     * <pre>{@code
     * Map<String, Assessment> assessments = new LinkedHashMap<>();
     * assessments.put("resistsPgd", assessor.assess(new Pgd(), ball, limits));
     * assessments.put("resistsSquare", assessor.assess(new Square(1000), ball, limits));
     * System.out.println(Assessment.table(assessments));
     * }</pre>
     *
     * @param assessments by the names that stand in the table, in the order of the map
     * @return lines that end as those of the system do, of at most 120 columns, or of as many as the environment
     *     variable COLUMNS says
     */
    public static String table(Map<String, Assessment> assessments) {
        List<EvaluationRecord> records = new ArrayList<>();
        assessments.forEach((name, assessment) -> records.add(assessment.record(new TestId("", name, null))));
        ConsoleWidth width = ConsoleWidth.of(System.getenv("COLUMNS"));
        return String.join(System.lineSeparator(), new SummaryTable(records, width.columns()).lines());
    }

    private EvaluationRecord record(TestId name) {
        Attachments attachments = new Attachments(
                List.of(),
                CandidatesRecord.none(evaluation.count(Outcome.BROKEN)),
                survivesEightBit,
                fromCache,
                findings,
                logitsSha256);
        return EvaluationRecord.of(name, evaluation, judgement, attachments, Instant.now());
    }
}
