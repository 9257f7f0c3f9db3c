package org.robustness4j.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.robustness4j.attack.corruption.GaussianNoise;
import org.robustness4j.attack.corruption.UniformNoise;
import org.robustness4j.attack.ensemble.AutoAttack;
import org.robustness4j.attack.gradient.Bim;
import org.robustness4j.attack.gradient.DistancePenalty;
import org.robustness4j.attack.gradient.DistancePenalty.Reduction;
import org.robustness4j.attack.gradient.Fgsm;
import org.robustness4j.attack.gradient.GradientSearch;
import org.robustness4j.attack.gradient.NormalizedGradientAscent;
import org.robustness4j.attack.gradient.Pgd;
import org.robustness4j.attack.gradient.StepSize;
import org.robustness4j.attack.loss.CrossEntropy;
import org.robustness4j.attack.query.HopSkipJump;
import org.robustness4j.attack.query.Square;
import org.robustness4j.data.Domain;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Layout;
import org.robustness4j.data.Matrix;
import org.robustness4j.data.Samples;
import org.robustness4j.dl4j.Dl4jNetwork;
import org.robustness4j.model.Classifier;
import org.robustness4j.model.DifferentiableClassifier;
import org.robustness4j.reference.ReferenceData;
import org.robustness4j.reference.ReferenceModels;
import org.robustness4j.threat.Norm;
import org.robustness4j.threat.ThreatModel;

/** What the template promises for every attack, on the reference CNN. */
class AttackTemplateTests {

    private static final Domain PIXELS = Domain.range(0, 1);
    private static final ThreatModel THREAT = ThreatModel.untargeted(Norm.LINF, 0.1, PIXELS);

    private final Samples samples = ReferenceData.mnist(48);
    private final DifferentiableClassifier classifier = (DifferentiableClassifier)
            Dl4jNetwork.of(ReferenceModels.mnistCnn()).classifier(samples.shape());

    /** The attack from the Javadoc of {@link Attack}. */
    private static final class OneStep extends Attack {

        @Override
        protected Search begin(AttackedSample sample) {
            return new GradientSearch(sample, new CrossEntropy(), 1) {
                @Override
                protected float[] step(float[] point, float[] gradient) {
                    return sample.region()
                            .ascend(point, gradient, sample.region().epsilon());
                }
            };
        }
    }

    /** Proposes one and the same point for every sample. */
    private static final class FixedPoint extends Attack {

        private final float[] point;

        FixedPoint(int length, float value) {
            this.point = new float[length];
            Arrays.fill(point, value);
        }

        @Override
        protected Search begin(AttackedSample subject) {
            return new Search() {
                private boolean shown;

                @Override
                public float @Nullable [] next() {
                    return shown ? null : point;
                }

                @Override
                public boolean needsGradients() {
                    return false;
                }

                @Override
                public void observe(float[] seen, float[] logits, float[][] gradients) {
                    shown = true;
                }
            };
        }
    }

    @Test
    void aUsersOwnAttackOfTenLinesDoesWhatFgsmDoes() {
        assertSame(run(new OneStep(), 1), run(new Fgsm(), 1));
    }

    @Test
    void everyCandidateOfEveryAttackLiesInTheRegion() {
        for (Norm norm : List.of(Norm.LINF, Norm.L2, Norm.L1)) {
            ThreatModel threat = ThreatModel.untargeted(norm, norm.sizeOfOnes(784) * 0.05, PIXELS);
            for (Attack attack : List.of(
                    new Fgsm(),
                    new Bim(5, StepSize.ofEpsilon(0.5)),
                    new Pgd(5, StepSize.ofEpsilon(0.5), 2),
                    new NormalizedGradientAscent(5, 0.1),
                    new DistancePenalty(Norm.L1, 30, Reduction.MEAN, 5, 0.1),
                    new UniformNoise(3),
                    new GaussianNoise(3))) {
                AttackRun run = attack.run(classifier, samples, threat, RunOptions.seed(1));
                for (int i = 0; i < samples.size(); i++) {
                    Candidate candidate = run.candidates().get(i);
                    assertThat(candidate.defect()).isNull();
                    assertThat(threat.around(samples.input(i)).contains(candidate.point()))
                            .as("%s in %s, sample %s", attack.name(), norm, i)
                            .isTrue();
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 4})
    void moreWorkersGiveTheSameBytesAsOne(int workers) {
        Samples many = ReferenceData.mnist(600);
        Attack attack = new Pgd(3, StepSize.ofEpsilon(0.4), 2);

        AttackRun one = attack.run(classifier, many, THREAT, new RunOptions(5, 1));
        AttackRun several = attack.run(classifier, many, THREAT, new RunOptions(5, workers));

        assertThat(one.blockSize()).isEqualTo(128);
        assertSame(several, one);
    }

    @Test
    void aBusyMachineChangesNothing() throws InterruptedException {
        Samples many = ReferenceData.mnist(300);
        Attack attack = new Pgd(5, StepSize.ofEpsilon(0.25), 1);
        AttackRun quiet = attack.run(classifier, many, THREAT, new RunOptions(5, 1));
        AtomicBoolean stop = new AtomicBoolean();
        List<Thread> load = Stream.generate(() -> new Thread(() -> spin(stop)))
                .limit(2L * Runtime.getRuntime().availableProcessors())
                .toList();
        load.forEach(Thread::start);
        try {
            for (int workers : new int[] {1, 2, 4}) {
                assertSame(attack.run(classifier, many, THREAT, new RunOptions(5, workers)), quiet);
            }
        } finally {
            stop.set(true);
            for (Thread thread : load) {
                thread.join();
            }
        }
    }

    /** Draws a new point each time it is asked, and counts how often it is asked and told. */
    private static final class Counting extends Attack {

        private final AtomicInteger asked = new AtomicInteger();
        private final AtomicInteger told = new AtomicInteger();

        @Override
        protected Search begin(AttackedSample subject) {
            return new Search() {
                private int left = 5;

                @Override
                public float @Nullable [] next() {
                    left--;
                    if (left < 0) {
                        return null;
                    }
                    asked.incrementAndGet();
                    return subject.region().uniformPoint(subject.random());
                }

                @Override
                public void observe(float[] point, float[] logits, float[][] gradients) {
                    told.incrementAndGet();
                }

                @Override
                public boolean endsWithSuccess() {
                    return false;
                }
            };
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void everyPointIsJudgedBeforeTheNextIsDrawnWhereverBlocksMeet(int workers) {
        Samples large = new Samples(
                new InputShape(Layout.NCHW, 1, 160, 160), new Matrix(40, 25600, new float[40 * 25600]), new int[40]);
        Counting attack = new Counting();
        AttackRun run = attack.run(
                new Brightness(), large, ThreatModel.untargeted(Norm.LINF, 0.1, PIXELS), new RunOptions(3, workers));
        AttackRun alone = new Counting()
                .run(
                        new Brightness(),
                        large.where(i -> i == 37),
                        ThreatModel.untargeted(Norm.LINF, 0.1, PIXELS),
                        RunOptions.seed(3));

        assertThat(run.blockSize()).isEqualTo(8);
        assertThat(attack.asked).hasValue(200);
        assertThat(attack.told).hasValue(200);
        assertThat(run.candidates().get(37).point())
                .isEqualTo(alone.candidates().get(0).point());
    }

    /** Tells bright images from dark ones, likes batches of several blocks, and belongs to one thread at a time. */
    private static final class Brightness implements Classifier {

        private final AtomicBoolean isBusy = new AtomicBoolean();

        @Override
        public int classes() {
            return 2;
        }

        @Override
        public Matrix logits(Matrix batch) {
            assertThat(isBusy.getAndSet(true)).as("used by two threads").isFalse();
            float[] logits = new float[2 * batch.rows()];
            for (int i = 0; i < batch.rows(); i++) {
                logits[2 * i] = 0.2f;
                logits[2 * i + 1] = batch.get(i, 0);
            }
            isBusy.set(false);
            return new Matrix(batch.rows(), 2, logits);
        }

        @Override
        public OptionalInt preferredBatch() {
            return OptionalInt.of(32);
        }

        @Override
        public Classifier fork() {
            assertThat(isBusy).as("forked while it is used").isFalse();
            return new Brightness();
        }
    }

    private static void spin(AtomicBoolean stop) {
        while (!stop.get()) {
            Thread.onSpinWait();
        }
    }

    @Test
    void anotherSeedGivesOtherRandomStarts() {
        AttackRun one = run(new UniformNoise(1), 1);
        AttackRun other = run(new UniformNoise(1), 2);

        assertThat(one.candidates().get(0).point())
                .isNotEqualTo(other.candidates().get(0).point());
    }

    @Test
    void leavingSamplesOutDoesNotChangeTheRandomNumbersOfTheOthers() {
        Samples everySecond = samples.where(i -> i % 2 == 1);

        AttackRun all = run(new UniformNoise(1), 1);
        AttackRun some = new UniformNoise(1).run(classifier, everySecond, THREAT, RunOptions.seed(1));

        assertThat(some.candidates().get(3).index()).isEqualTo(7);
        assertThat(some.candidates().get(3).point())
                .isEqualTo(all.candidates().get(7).point());
    }

    @Test
    void brokenSamplesCostNothingMore() {
        AttackRun once = run(new Bim(10, StepSize.ofEpsilon(0.25)), 1);
        AttackRun thrice = run(new Bim(10, StepSize.ofEpsilon(0.25)).restarts(3), 1);

        for (int i = 0; i < samples.size(); i++) {
            Candidate candidate = once.candidates().get(i);
            assertThat(thrice.candidates().get(i).forwardEvaluations())
                    .isEqualTo(candidate.claimed() ? candidate.forwardEvaluations() : 3 * 11);
        }
        assertThat(once.candidates()).anyMatch(Candidate::claimed).anyMatch(candidate -> !candidate.claimed());
    }

    @Test
    void theWorstOfTwoAttacksBreaksWhatEitherBreaks() {
        AttackRun first = run(new Fgsm(), 1);
        AttackRun second = run(new Bim(), 1);
        AttackRun both = run(Attack.worstOf(new Fgsm(), new Bim()), 1);

        for (int i = 0; i < samples.size(); i++) {
            assertThat(both.candidates().get(i).claimed())
                    .isEqualTo(first.candidates().get(i).claimed()
                            || second.candidates().get(i).claimed());
        }
    }

    @Test
    void aPointThatIsNotFiniteIsADefectOfTheAttack() {
        assertThat(run(new FixedPoint(784, Float.NaN), 1).candidates().get(0).defect())
                .isEqualTo("it is not finite");
    }

    @Test
    void norIsItInOtherNorms() {
        for (Norm norm : List.of(Norm.LINF, Norm.L2, Norm.L1)) {
            ThreatModel threat = ThreatModel.untargeted(norm, 0.1, PIXELS);
            AttackRun run = new FixedPoint(784, Float.NaN).run(classifier, samples, threat, RunOptions.seed(1));
            assertThat(run.candidates()).allMatch(candidate -> candidate.defect() != null);
        }
    }

    @Test
    void anEpsilonWiderThanTheRangeIsAnError() {
        assertThatThrownBy(() -> new Fgsm()
                        .run(classifier, samples, ThreatModel.untargeted(Norm.LINF, 8, PIXELS), RunOptions.seed(1)))
                .hasMessageContaining("Epsilon is 8 in LINF, but the range [0, 1] is only 1 wide there")
                .hasMessageContaining("write 8 / 255.0");
    }

    @Test
    void aPointOfAnotherLengthIsADefectOfTheAttack() {
        assertThat(run(new FixedPoint(3, 0), 1).candidates().get(0).defect()).contains("3 values instead of 784");
    }

    @Test
    void aClassifierWithoutGradientsTakesNoiseButNotFgsm() {
        Classifier scoresOnly = new Classifier() {
            @Override
            public int classes() {
                return 10;
            }

            @Override
            public Matrix logits(Matrix batch) {
                return classifier.logits(batch);
            }

            @Override
            public Classifier fork() {
                return this;
            }
        };

        assertSame(
                new UniformNoise(2).run(scoresOnly, samples, THREAT, RunOptions.seed(1)), run(new UniformNoise(2), 1));
        assertThatThrownBy(() -> new Fgsm().run(scoresOnly, samples, THREAT, RunOptions.seed(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Fgsm needs input gradients")
                .hasMessageContaining("DifferentiableClassifier");
    }

    @Test
    void anAttackMadeOfOthersFollowsWhatTheMostDemandingOfThemDoes() {
        assertThat(new Pgd().traits().access()).isEqualTo(ModelAccess.GRADIENTS);
        assertThat(new Square().traits().access()).isEqualTo(ModelAccess.SCORES);
        assertThat(new HopSkipJump().traits().access()).isEqualTo(ModelAccess.DECISIONS);
        assertThat(new UniformNoise().traits().access()).isEqualTo(ModelAccess.DECISIONS);
        assertThat(new AutoAttack().traits().access()).isEqualTo(ModelAccess.GRADIENTS);
        assertThat(Attack.worstOf(new Square(), new Pgd()).traits().access()).isEqualTo(ModelAccess.GRADIENTS);
        assertThat(Attack.worstOf(new Pgd(), new Square()).traits().access()).isEqualTo(ModelAccess.GRADIENTS);
        assertThat(Attack.worstOf(new UniformNoise(), new Square()).traits().access())
                .isEqualTo(ModelAccess.SCORES);
        assertThat(new Square().restarts(2).traits().access()).isEqualTo(ModelAccess.SCORES);
        assertThat(new ExpectationOver(new Square(), 2).traits().access()).isEqualTo(ModelAccess.SCORES);
    }

    @Test
    void aTargetThatIsNoClassIsAnError() {
        ThreatModel threat = ThreatModel.targeted(10, Norm.LINF, 0.1, PIXELS);

        assertThatThrownBy(() -> new Fgsm().run(classifier, samples, threat, RunOptions.seed(1)))
                .hasMessageContaining("target class is 10")
                .hasMessageContaining("10 classes");
    }

    @Test
    void crossEntropyNeverStandsStill() {
        float[] gradient = new CrossEntropy().direction(new float[] {500, 0, -1, -900}, 0);

        assertThat(gradient[0]).isEqualTo(-1);
        assertThat(gradient[1] + gradient[2] + gradient[3]).isEqualTo(1);
        assertThat(gradient[1] / gradient[2]).isCloseTo((float) Math.E, within(1e-5f));
    }

    @Test
    void aTimeBudgetThatRunsOutLeavesSamplesUndecided() {
        RunOptions hurried = RunOptions.seed(1).within(Duration.ofNanos(1));

        AttackRun run = new Bim().run(classifier, samples, THREAT, hurried);

        assertThat(run.candidates()).allMatch(Candidate::cutShort).noneMatch(Candidate::claimed);
        assertThat(run.candidates()).allMatch(candidate -> candidate.defect() == null);
    }

    @Test
    void theMonitorSeesEverySampleFinishedByTheThreadThatAttacks() {
        List<AttackMonitor.Progress> seen = new ArrayList<>();
        Set<Thread> threads = new HashSet<>();

        AttackRun run = new Bim(3, StepSize.ofEpsilon(1))
                .run(classifier, samples, THREAT, new RunOptions(1, 2), progress -> {
                    seen.add(progress);
                    threads.add(Thread.currentThread());
                });

        long claimed = run.candidates().stream().filter(Candidate::claimed).count();
        assertThat(seen.get(seen.size() - 1))
                .isEqualTo(new AttackMonitor.Progress(samples.size(), samples.size(), claimed));
        assertThat(threads).containsExactly(Thread.currentThread());
    }

    @Test
    void aMonitorCancelsAnAttackWithinASecond() {
        AttackMonitor impatient = new AttackMonitor() {
            @Override
            public void progressed(Progress progress) {}

            @Override
            public boolean isCancelled() {
                return true;
            }
        };

        assertThatThrownBy(() -> new Bim(1_000_000, StepSize.ofEpsilon(1e-6))
                        .run(classifier, samples, THREAT, RunOptions.seed(1), impatient))
                .isInstanceOf(CancellationException.class)
                .hasMessageContaining("Bim was cancelled");
    }

    @Test
    void aBalancedSubsetHasAsManyOfEachClassAndFullBlocks() {
        Samples many = ReferenceData.mnist(600);

        Samples subset = many.balancedSubset(100, 7);

        assertThat(IntStream.range(0, 100).mapToObj(subset::label).collect(Collectors.groupingBy(l -> l)))
                .hasSize(10)
                .allSatisfy((label, chosen) -> assertThat(chosen).hasSize(10));
        assertThat(IntStream.range(0, 100).map(subset::ordinal))
                .containsExactlyElementsOf(IntStream.range(0, 100).boxed().toList());
        assertThat(IntStream.range(0, 100)).allSatisfy(i -> {
            assertThat(subset.label(i)).isEqualTo(many.label(subset.index(i)));
            assertThat(subset.input(i)).isEqualTo(many.input(subset.index(i)));
        });
        assertThat(many.balancedSubset(100, 8).index(99)).isNotEqualTo(subset.index(99));
        assertThat(many.balancedSubset(1000, 7)).isSameAs(many);
    }

    private AttackRun run(Attack attack, long seed) {
        return attack.run(classifier, samples, THREAT, RunOptions.seed(seed));
    }

    private static void assertSame(AttackRun actual, AttackRun expected) {
        assertThat(actual.candidates()).hasSameSizeAs(expected.candidates());
        for (int i = 0; i < expected.candidates().size(); i++) {
            Candidate one = actual.candidates().get(i);
            Candidate other = expected.candidates().get(i);
            assertThat(one.point()).as("sample %s", i).isEqualTo(other.point());
            assertThat(one.claimed()).isEqualTo(other.claimed());
            assertThat(one.gradientEvaluations()).isEqualTo(other.gradientEvaluations());
        }
    }
}
