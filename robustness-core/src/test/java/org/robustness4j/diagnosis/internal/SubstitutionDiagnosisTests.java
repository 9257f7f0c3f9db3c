package org.robustness4j.diagnosis.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.robustness4j.attack.Attack;
import org.robustness4j.attack.AttackKind;
import org.robustness4j.attack.RunOptions;
import org.robustness4j.attack.token.TinyTokenNetwork;
import org.robustness4j.attack.token.TokenSubstitution;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Matrix;
import org.robustness4j.data.Samples;
import org.robustness4j.diagnosis.Finding;
import org.robustness4j.diagnosis.internal.Diagnosis.RequiredChecks;
import org.robustness4j.evaluation.AttackEvaluation;
import org.robustness4j.evaluation.Outcome;
import org.robustness4j.evaluation.RobustnessEvaluator;
import org.robustness4j.model.Classifier;
import org.robustness4j.model.ForwardPass;
import org.robustness4j.model.TestedModel;
import org.robustness4j.model.internal.EmbeddedClassifier;
import org.robustness4j.model.internal.EmbeddingTable;
import org.robustness4j.threat.Norm;
import org.robustness4j.threat.ThreatModel;

/** Of models of indices an honest one is not doubted, and a weak or misled attack is not believed. */
class SubstitutionDiagnosisTests {

    private static final RunOptions OPTIONS = RunOptions.seed(1);
    private static final int SAMPLES = 60;
    private static final int LENGTH = 6;

    /** A network whose gradients lead the wrong way. */
    private record Reversed(TinyTokenNetwork network) implements EmbeddedClassifier {

        @Override
        public int classes() {
            return network.classes();
        }

        @Override
        public OptionalInt vocabulary() {
            return network.vocabulary();
        }

        @Override
        public EmbeddingTable table() {
            return network.table();
        }

        @Override
        public Matrix logits(Matrix batch) {
            return network.logits(batch);
        }

        @Override
        public ForwardPass embedded(Matrix batch) {
            ForwardPass pass = network.embedded(batch);
            return new ForwardPass() {
                @Override
                public Matrix logits() {
                    return pass.logits();
                }

                @Override
                public Matrix backward(Matrix upstream) {
                    float[] values = upstream.values().clone();
                    for (int i = 0; i < values.length; i++) {
                        values[i] = -values[i];
                    }
                    return pass.backward(new Matrix(upstream.rows(), upstream.columns(), values));
                }

                @Override
                public void close() {
                    pass.close();
                }
            };
        }

        @Override
        public EmbeddedClassifier withMemory(long bytes) {
            return this;
        }

        @Override
        public EmbeddedClassifier fork() {
            return this;
        }
    }

    private record Checked(AttackEvaluation evaluation, Diagnosis diagnosis) {

        boolean isBelieved() {
            return diagnosis
                    .doubt(RequiredChecks.of(AttackKind.ADVERSARIAL, true, evaluation.count(Outcome.ROBUST) == 0))
                    .isEmpty();
        }
    }

    private static Checked check(Classifier model, TinyTokenNetwork network, Attack attack, int budget) {
        RandomGenerator random = new SplittableRandom(4);
        float[] values = new float[SAMPLES * LENGTH];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextInt(network.table().vocabulary());
        }
        Matrix inputs = new Matrix(SAMPLES, LENGTH, values);
        Matrix logits = network.logits(inputs);
        int[] labels = IntStream.range(0, SAMPLES)
                .map(i -> IntStream.range(0, network.classes())
                        .reduce(0, (a, b) -> logits.get(i, b) > logits.get(i, a) ? b : a))
                .toArray();
        RobustnessEvaluator evaluator = new RobustnessEvaluator(
                TestedModel.of(model), new Samples(InputShape.flat(LENGTH), inputs, labels), OPTIONS);
        ThreatModel threat = ThreatModel.untargeted(Norm.L0, budget, evaluator.domain());
        AttackEvaluation evaluation = evaluator.evaluate(attack, threat, OPTIONS);
        return new Checked(evaluation, new Diagnostician(evaluator, OPTIONS).of(attack, evaluation, OPTIONS));
    }

    @Test
    void anHonestModelIsNotDoubted() {
        long withstood = 0;
        for (int seed = 0; seed < 6; seed++) {
            for (int budget = 1; budget <= 2; budget++) {
                TinyTokenNetwork network = TinyTokenNetwork.random(seed, 60, LENGTH, 3);
                Checked white = check(network, network, new TokenSubstitution(), budget);
                Checked black = check(network.scores(), network, new TokenSubstitution(), budget);

                assertThat(white.diagnosis().doubt()).as("network %s", seed).isEmpty();
                assertThat(white.isBelieved()).isTrue();
                assertThat(black.diagnosis().doubt()).as("network %s", seed).isEmpty();
                assertThat(black.isBelieved()).isTrue();
                withstood += white.evaluation().count(Outcome.ROBUST);
            }
        }
        assertThat(withstood).isPositive();
    }

    @Test
    void anAttackThatIsTooWeakIsNotBelieved() {
        TinyTokenNetwork network = TinyTokenNetwork.random(0, 300, LENGTH, 3);

        Checked weak = check(network, network, new TokenSubstitution(1, 1), 1);

        assertThat(weak.evaluation().count(Outcome.ROBUST)).isPositive();
        assertThat(weak.isBelieved()).isFalse();
    }

    /** Drawn substitutions find a part of what there is; where they miss more than a tenth, nobody may believe it. */
    @Test
    void anAttackThatGradientsMisleadIsNotBelieved() {
        int misled = 0;
        for (int seed = 0; seed < 6; seed++) {
            TinyTokenNetwork network = TinyTokenNetwork.random(seed, 300, LENGTH, 3);
            long there = check(network, network, new TokenSubstitution(), 1)
                    .evaluation()
                    .count(Outcome.BROKEN);
            for (int candidates = 2; candidates <= 32; candidates *= 4) {
                Checked checked = check(new Reversed(network), network, new TokenSubstitution(4, candidates), 1);
                if (there - checked.evaluation().count(Outcome.BROKEN) > SAMPLES / 10) {
                    misled++;
                    assertThat(checked.isBelieved())
                            .as("network %s, %s candidates", seed, candidates)
                            .isFalse();
                }
            }
        }
        assertThat(misled).isPositive();
    }

    @Test
    void whatMeansNothingForIndicesIsLeftOutAndSaidSo() {
        TinyTokenNetwork network = TinyTokenNetwork.random(2, 60, LENGTH, 3);

        Checked checked = check(network.scores(), network, new TokenSubstitution(), 1);

        List<String> checks =
                checked.diagnosis().findings().stream().map(Finding::check).toList();
        assertThat(checks).contains("indices", "planted-adversarials", "noise", "black-box", "stronger-search");
        assertThat(checks)
                .doesNotContain(
                        "mixed-scales", "scaled-twice", "confidence-falls-to-decisions", "zero-gradients", "gradients");
    }
}
