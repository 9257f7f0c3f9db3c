package org.robustness4j.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.robustness4j.attack.AttackMonitor;
import org.robustness4j.attack.RunOptions;
import org.robustness4j.attack.gradient.Fgsm;
import org.robustness4j.data.Domain;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Matrix;
import org.robustness4j.data.Samples;
import org.robustness4j.model.DifferentiableClassifier;
import org.robustness4j.model.ForwardPass;
import org.robustness4j.model.TestedModel;
import org.robustness4j.threat.Norm;
import org.robustness4j.threat.ThreatModel;
import org.robustness4j.verdict.Judgement;
import org.robustness4j.verdict.SuccessRateLimits;
import org.robustness4j.verdict.Verdict;
import org.robustness4j.verdict.VerdictPolicy;

/** Points on both sides of one half, of which a step of 0.1 breaks those nearer than that: a fifth of them, evenly spread. */
class StoppingTests {

    private static final int POINTS = 2000;
    private static final ThreatModel THREAT = ThreatModel.untargeted(Norm.LINF, 0.1, Domain.range(0, 1));

    private static final class Half implements DifferentiableClassifier {

        @Override
        public int classes() {
            return 2;
        }

        @Override
        public ForwardPass forward(Matrix batch) {
            float[] logits = new float[2 * batch.rows()];
            for (int i = 0; i < batch.rows(); i++) {
                logits[2 * i + 1] = 10 * (batch.get(i, 0) - 0.5f);
            }
            return new ForwardPass() {
                @Override
                public Matrix logits() {
                    return new Matrix(batch.rows(), 2, logits);
                }

                @Override
                public Matrix backward(Matrix upstream) {
                    float[] gradients = new float[upstream.rows()];
                    for (int i = 0; i < gradients.length; i++) {
                        gradients[i] = 10 * upstream.get(i, 1);
                    }
                    return new Matrix(upstream.rows(), 1, gradients);
                }

                @Override
                public void close() {}
            };
        }

        @Override
        public DifferentiableClassifier fork() {
            return this;
        }
    }

    /** 1237 is prime to 2000: each point occurs once. */
    private static Samples points() {
        float[] points = new float[POINTS];
        int[] labels = new int[POINTS];
        for (int i = 0; i < POINTS; i++) {
            int place = i * 1237 % POINTS;
            points[i] = (place + 0.5f) / POINTS;
            labels[i] = place < POINTS / 2 ? 0 : 1;
        }
        return new Samples(InputShape.flat(1), new Matrix(POINTS, 1, points), labels);
    }

    private static AttackEvaluation evaluate(StoppingRule stopping, int workers, AttackMonitor monitor) {
        RunOptions options = RunOptions.seed(1).withWorkers(workers);
        return new RobustnessEvaluator(TestedModel.of(new Half()).range(0, 1), points(), options)
                .evaluate(new Fgsm(), THREAT, options, monitor, stopping);
    }

    @ParameterizedTest
    @CsvSource({
        "0, POINT",
        "0.05, POINT",
        "0.1999, POINT",
        "0.2, POINT",
        "0.21, POINT",
        "0.9, POINT",
        "1, POINT",
        "0.05, CONFIDENT",
        "0.17, CONFIDENT",
        "0.2, CONFIDENT",
        "0.23, CONFIDENT",
        "0.9, CONFIDENT"
    })
    void theVerdictIsThatOfAllSamplesWhateverTheNumberOfWorkers(BigDecimal limit, VerdictPolicy policy) {
        SuccessRateLimits demand = SuccessRateLimits.atMost(limit).judgedBy(policy);
        AttackEvaluation all = evaluate(StoppingRule.NEVER, 1, AttackMonitor.NONE);
        assertThat(all.count(Outcome.BROKEN)).isEqualTo(POINTS / 5);

        List<List<SampleOutcome>> outcomes = new ArrayList<>();
        for (int workers : List.of(1, 2, 4)) {
            AttackEvaluation stopped = evaluate(demand.stopsOnceCertain(), workers, AttackMonitor.NONE);
            outcomes.add(stopped.outcomes());

            assertThat(Judgement.by(stopped, demand).verdict())
                    .isEqualTo(Judgement.by(all, demand).verdict());
            assertThat(stopped.outcomes())
                    .filteredOn(sample -> sample.outcome() != Outcome.NOT_NEEDED)
                    .isSubsetOf(all.outcomes());
        }
        assertThat(outcomes).containsOnly(outcomes.get(0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.05", "0.9"})
    void mostSamplesAreNotNeededForAClearVerdict(String limit) {
        SuccessRateLimits demand = SuccessRateLimits.atMost(new BigDecimal(limit));
        AttackEvaluation stopped = evaluate(demand.stopsOnceCertain(), 2, AttackMonitor.NONE);

        assertThat(stopped.tally().attacked()).isEqualTo(512);
        assertThat(stopped.count(Outcome.NOT_NEEDED)).isEqualTo(POINTS - 512);
        assertThat(stopped.attackSuccessRate().total()).isEqualTo(512);
        assertThat(stopped.examples()).isNotEmpty();
        assertThat(Judgement.by(stopped, demand).reason())
                .endsWith("; stopped after 512 of 2000 samples: the verdict could not change");
    }

    @Test
    void aVerdictOnTheWorstClassIsWaitedFor() {
        SuccessRateLimits demand =
                SuccessRateLimits.atMost(new BigDecimal("0.9")).ofEachClass(new BigDecimal("0.21"));
        AttackEvaluation stopped = evaluate(demand.stopsOnceCertain(), 1, AttackMonitor.NONE);

        assertThat(stopped.tally().attacked()).isGreaterThan(512);
        assertThat(Judgement.by(stopped, demand).verdict()).isEqualTo(Verdict.PASS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.1", "0.17", "0.2", "0.23", "0.5"})
    void underConfidenceTheVerdictOnClassesIsThatOfAllSamplesToo(BigDecimal limit) {
        SuccessRateLimits demand =
                SuccessRateLimits.atMost(null).ofEachClass(limit).judgedBy(VerdictPolicy.CONFIDENT);
        AttackEvaluation all = evaluate(StoppingRule.NEVER, 1, AttackMonitor.NONE);
        AttackEvaluation stopped = evaluate(demand.stopsOnceCertain(), 2, AttackMonitor.NONE);

        assertThat(Judgement.by(stopped, demand).verdict())
                .isEqualTo(Judgement.by(all, demand).verdict());
    }

    @Test
    void withoutALimitAllSamplesAreAttackedAndProgressIsThatOfAll() {
        AtomicLong last = new AtomicLong();
        AttackEvaluation all = evaluate(SuccessRateLimits.atMost(null).stopsOnceCertain(), 2, progress -> {
            assertThat(progress.total()).isEqualTo(POINTS);
            assertThat(progress.finished()).isGreaterThanOrEqualTo(last.get());
            last.set(progress.finished());
        });

        assertThat(all.count(Outcome.NOT_NEEDED)).isZero();
        assertThat(last).hasValue(POINTS);
    }

    @Test
    void robustAccuracyIsALowerBoundThen() {
        AttackEvaluation stopped =
                evaluate(SuccessRateLimits.atMost(new BigDecimal("0.9")).stopsOnceCertain(), 1, AttackMonitor.NONE);

        assertThat(stopped.robustAccuracy()).isEqualTo(new Rate(512 - stopped.count(Outcome.BROKEN), POINTS));
    }
}
