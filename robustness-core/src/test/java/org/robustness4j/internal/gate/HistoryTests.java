package org.robustness4j.internal.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.robustness4j.evaluation.AttackEvaluation;
import org.robustness4j.evaluation.CountedEvaluations;
import org.robustness4j.internal.results.LatestResults;
import org.robustness4j.internal.results.SampleEvaluations;
import org.robustness4j.internal.results.record.Attachments;
import org.robustness4j.internal.results.record.EvaluationRecord;
import org.robustness4j.internal.results.record.TestId;
import org.robustness4j.verdict.Judgement;

/** Of repetitions the newest counts; what was measured on other samples, or of another model, is no repetition. */
class HistoryTests {

    private static final TestId TEST = new TestId("a.DigitsIT", "resists", null);

    private static EvaluationRecord at(int second, int broken, String samples, String logits) {
        AttackEvaluation counted = CountedEvaluations.of(broken, 100 - broken, 0);
        AttackEvaluation evaluation = new AttackEvaluation(
                counted.model(),
                counted.attack(),
                counted.threatModel(),
                samples.repeat(64),
                counted.outcomes(),
                counted.examples(),
                counted.broken(),
                counted.cost());
        Attachments plain = Attachments.none(evaluation);
        Attachments attachments = new Attachments(
                plain.pictures(), plain.candidates(), null, false, SampleEvaluations.CHECKED, logits.repeat(64));
        return EvaluationRecord.of(
                TEST,
                evaluation,
                Judgement.of(evaluation, new BigDecimal("0.1")),
                attachments,
                Instant.ofEpochSecond(second));
    }

    private static List<Violation> check(EvaluationRecord... records) {
        return new Gate(List.of())
                .check(new LatestResults(
                        List.of(records).stream().map(SampleEvaluations::file).toList()));
    }

    @Test
    void aRepetitionOnTheSameSamplesReplacesTheEarlierOne() {
        assertThat(check(at(1, 50, "a", "f"), at(2, 5, "a", "f"))).isEmpty();
    }

    @Test
    void aPassOnOtherSamplesHidesNoFailure() {
        assertThat(check(at(1, 50, "a", "f"), at(2, 40, "b", "f"), at(3, 5, "c", "f")))
                .hasSize(2);
    }

    @Test
    void aModelWithoutAHashIsToldFromOthersByWhatItAnswers() {
        assertThat(check(at(1, 50, "a", "f"), at(2, 5, "a", "e"))).hasSize(1);
    }
}
